package dev.understudy.evidence;

import java.time.Instant;
import java.util.List;

/**
 * A run, and what it is to a workflow's evidence.
 *
 * @param operators who took part, in the order in which they came
 * @param at when it ended, or began where it goes on
 * @param why all reasons where it does not count; empty otherwise
 * @param unreviewed how many of its divergences nobody has judged; each counts against the workflow until then
 */
public record JudgedRun(
        String run,
        String target,
        List<String> operators,
        Instant at,
        Standing standing,
        List<NotCounted> why,
        int unreviewed) {
    public JudgedRun {
        operators = List.copyOf(operators);
        why = List.copyOf(why);
    }

    /** Whether it is one of the runs on which the bound rests. */
    public boolean counts() {
        return standing == Standing.MATCHED || standing == Standing.DIVERGED;
    }
}
