package dev.understudy.schedule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the latest starts of a schedule.
 *
 * @param due when it was to start, jitter included
 * @param startedAt when it did
 * @param run the run's name
 * @param state what Temporal says of its workflow, as {@code RUNNING} or {@code COMPLETED}; {@code REFUSED} where a key was
 *     missing
 * @param why it was refused; null where it was not
 */
public record ScheduledStart(
        Instant due,
        Instant startedAt,
        String run,
        String state,
        @Nullable String why) {
    /** The state of a start that was refused for a missing key. */
    public static final String REFUSED = "REFUSED";
}
