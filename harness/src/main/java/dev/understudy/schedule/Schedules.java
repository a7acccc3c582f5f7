package dev.understudy.schedule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The schedules on the Temporal server that belong to this harness. Each act is in the audit log. All methods refuse with
 * {@code RunRefused}; on Temporal's in-process server, which has no schedules, with the reason {@code NO_SCHEDULES}.
 */
public interface Schedules {
    /** Makes a schedule. LIVE needs the workflow promoted now, and again at each run. */
    void create(ScheduleRequest request);

    /** All, by id. */
    List<Schedule> all();

    Schedule find(String id);

    /** Nothing starts until {@link #resume}; what goes on goes on. */
    void pause(String id, String who, String why);

    void resume(String id, String who, String why);

    /**
     * Starts what was due in a time that has passed, except what had run already.
     *
     * @param overlap for these starts; null for the schedule's own
     * @return the times that are made up for
     */
    List<Instant> backfill(String id, Instant from, Instant to, @Nullable Overlap overlap, String who, String why);

    /** Nothing starts any more; what goes on goes on, and what was done stays in the journal. */
    void delete(String id, String who, String why);
}
