package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import java.util.ArrayList;
import java.util.List;

/**
 * A write of the operator, with the failed tries of the same act before it. One that failed and was never repeated with
 * success stands for itself.
 */
record Attempts(ObservedAction last, List<ObservedAction> earlier) {
    Attempts {
        earlier = List.copyOf(earlier);
    }

    /** Folds failed tries into the next try of the same act, in the order of the last tries. */
    static List<Attempts> of(List<ObservedAction> writes) {
        List<Attempts> folded = new ArrayList<>();
        for (ObservedAction write : writes) {
            List<ObservedAction> earlier = new ArrayList<>();
            folded.removeIf(before -> {
                boolean same = before.last().failed() && before.last().action().sameAs(write.action());
                if (same) {
                    earlier.addAll(before.earlier());
                    earlier.add(before.last());
                }
                return same;
            });
            folded.add(new Attempts(write, earlier));
        }
        return folded;
    }

    /** Whether no try is known to have succeeded. */
    boolean failed() {
        return last.failed();
    }
}
