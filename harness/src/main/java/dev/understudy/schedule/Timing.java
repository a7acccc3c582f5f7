package dev.understudy.schedule;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a schedule is due: at the times of all its cron expressions, and every so often where {@code every} is given.
 *
 * @param cron five-field cron expressions, or {@code @hourly} and the like, as Temporal reads them
 * @param every counted from 1970; null for none
 * @param zone the time zone of the cron expressions, as {@code Europe/Berlin}; null for UTC
 * @param jitter each start is put off by a random time up to this
 * @param catchUp how late a start may be when Temporal was away at its time; null for Temporal's own choice, a year
 */
public record Timing(
        List<String> cron,
        @Nullable Duration every,
        @Nullable String zone,
        Duration jitter,
        @Nullable Duration catchUp) {
    public Timing {
        cron = List.copyOf(cron);
    }

    public static Timing every(Duration period) {
        return new Timing(List.of(), period, null, Duration.ZERO, null);
    }
}
