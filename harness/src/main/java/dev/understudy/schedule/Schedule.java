package dev.understudy.schedule;

import dev.understudy.operation.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it stands.
 *
 * @param when one line for each rule of its timing, as {@code 0 3 * * 1 (Europe/Berlin)} or {@code every 1h}
 * @param started how many runs it started
 * @param skipped what was skipped, by reason; empty where nothing was
 * @param waiting how many runs wait for the one before
 * @param running the runs that go on
 * @param recent the latest starts, the latest first
 * @param next the next times at which it is due; empty while it is paused
 */
public record Schedule(
        String id,
        String workflowType,
        String runbook,
        String target,
        Mode mode,
        List<String> when,
        Overlap overlap,
        @Nullable Duration catchUp,
        Duration jitter,
        boolean pauseOnFailure,
        boolean paused,
        String note,
        long started,
        List<Skipped> skipped,
        long waiting,
        List<String> running,
        List<ScheduledStart> recent,
        List<Instant> next,
        String createdBy,
        @Nullable Instant createdAt) {
    public Schedule {
        when = List.copyOf(when);
        skipped = List.copyOf(skipped);
        running = List.copyOf(running);
        recent = List.copyOf(recent);
        next = List.copyOf(next);
    }
}
