package dev.understudy.divergence;

import java.util.List;

/** Compares what operators did in a run with what the workflow would have done. */
public final class Comparison {
    private Comparison() {}

    /** Never throws for what is in the run: a fault of the comparison is a report that says so, with the phase that failed. */
    public static Report compare(ComparedRun run) {
        return new Report(
                run.run(),
                run.runbook(),
                run.runbookFingerprint(),
                run.workflowType(),
                run.workflowFingerprint(),
                Verdict.INCONCLUSIVE,
                List.of(new DoubtFound(Doubt.COMPARISON_FAILED, "not there yet")),
                false,
                List.of(NotEvidence.INCONCLUSIVE),
                Counts.NONE,
                List.of(),
                List.of(),
                new Versions("0", "0", "none"));
    }
}
