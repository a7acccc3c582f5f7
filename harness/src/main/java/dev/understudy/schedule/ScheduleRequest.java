package dev.understudy.schedule;

import dev.understudy.operation.Mode;
import java.util.Map;

/**
 * Asks for a schedule.
 *
 * @param id names it
 * @param runbook the runbook's id
 * @param mode of all its runs; bound to the schedule, and LIVE still asks for both keys at each run
 * @param params values of the runbook's placeholders; they win over the target's own
 * @param paused whether it begins paused
 * @param pauseOnFailure whether a run that fails pauses it
 */
public record ScheduleRequest(
        String id,
        String runbook,
        String target,
        Mode mode,
        Map<String, String> params,
        Timing timing,
        Overlap overlap,
        boolean paused,
        boolean pauseOnFailure,
        String note,
        String createdBy) {
    public ScheduleRequest {
        params = Map.copyOf(params);
    }
}
