package dev.understudy.evidence;

import dev.understudy.runbook.StepKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the runs that count prove of one step of the runbook, pooled over them. The steps of a run are not independent of each
 * other, so this says where evidence is thin and never stands for the bound over runs.
 *
 * @param branch the label of the alternative that the step belongs to; null for a step that every run should pass
 * @param runs in which an operator or the workflow did something in it
 * @param divergedRuns in which the two differed in it
 * @param writes matched ones, over all runs
 * @param activities Temporal's names of the activities that the workflow reached in it, sorted
 */
public record StepEvidence(
        String step,
        StepKind kind,
        String title,
        @Nullable String branch,
        int runs,
        int divergedRuns,
        int writes,
        List<String> activities,
        double confidence) {
    public StepEvidence {
        activities = List.copyOf(activities);
    }

    /** Whether any run that counts came through it. */
    public boolean seen() {
        return runs > 0;
    }

    /** The bound on how often the two differ in it, among runs that come through it; 1 where none did. */
    public double upperBound() {
        return Bound.upper(runs, divergedRuns, confidence);
    }

    /** The bound in per cent, to the tenth above. */
    public String bound() {
        return Evidence.percent(Math.ceil(upperBound() * 1000) / 1000);
    }

    /** A line for people, without a full stop. */
    public String words() {
        String what = branch == null ? "step " + step : branch + " branch, step " + step;
        if (!seen()) {
            return what + ": never seen";
        }
        return what + ": " + divergedRuns + (divergedRuns == 1 ? " divergence" : " divergences") + " in " + runs
                + (runs == 1 ? " run" : " runs") + ", at most "
                + bound();
    }
}
