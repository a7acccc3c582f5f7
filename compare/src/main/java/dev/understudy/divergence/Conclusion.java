package dev.understudy.divergence;

import java.util.ArrayList;
import java.util.List;

/** From doubts and divergences to the verdict, and whether the run counts. */
final class Conclusion {
    private Conclusion() {}

    static Verdict verdict(List<DoubtFound> doubts, List<Divergence> divergences) {
        if (doubts.stream().anyMatch(found -> found.doubt().canInvent())) {
            return Verdict.INCONCLUSIVE;
        }
        // What nobody understood may have been just what the workflow seemed to do alone.
        boolean unknown = doubts.stream().anyMatch(found -> found.doubt() == Doubt.UNKNOWN_ACTION);
        boolean certain = divergences.stream()
                .anyMatch(one ->
                        one.kind() != DivergenceKind.UNKNOWN && !(unknown && one.kind() == DivergenceKind.UNEXPECTED));
        return certain ? Verdict.DIVERGED : doubts.isEmpty() ? Verdict.CLEAN : Verdict.INCONCLUSIVE;
    }

    /** Empty for a run that counts. A divergence counts even where other predictions of the run came late. */
    static List<NotEvidence> whyNot(
            boolean breakGlass, Verdict verdict, List<DoubtFound> doubts, Counts counts, boolean simulated) {
        List<NotEvidence> whyNot = new ArrayList<>();
        if (verdict == Verdict.INCONCLUSIVE) {
            whyNot.add(NotEvidence.INCONCLUSIVE);
        }
        if (breakGlass) {
            whyNot.add(NotEvidence.BREAK_GLASS);
        }
        if (verdict == Verdict.CLEAN && counts.excused() > 0) {
            whyNot.add(NotEvidence.EXCUSED);
        }
        if (counts.matched() == 0 && counts.diverged() == 0 && counts.excused() == 0) {
            whyNot.add(NotEvidence.NOTHING_MATCHED_AND_NOTHING_DIVERGED);
        }
        if (simulated && verdict != Verdict.DIVERGED) {
            whyNot.add(NotEvidence.SIMULATED_STEP);
        }
        for (DoubtFound found : doubts) {
            NotEvidence reason = switch (found.doubt()) {
                case LATE_PREDICTIONS -> verdict == Verdict.DIVERGED ? null : NotEvidence.LATE_PREDICTION;
                case NOT_BLIND -> NotEvidence.NOT_BLIND;
                case IMPORTED -> NotEvidence.IMPORTED;
                case GAP, NO_SHADOW, NOT_ENDED, NOTHING_COMPARED, UNKNOWN_ACTION, COMPARISON_FAILED -> null;
            };
            if (reason != null && !whyNot.contains(reason)) {
                whyNot.add(reason);
            }
        }
        return whyNot;
    }
}
