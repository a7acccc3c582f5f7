package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
        List<@Nullable Attempts> folded = new ArrayList<>();
        Map<String, Integer> failedAt = new HashMap<>();
        for (ObservedAction write : writes) {
            List<ObservedAction> earlier = new ArrayList<>();
            String act = write.action().summary();
            Integer before = failedAt.remove(act);
            Attempts failed = before == null ? null : folded.set(before, null);
            if (failed != null) {
                earlier.addAll(failed.earlier());
                earlier.add(failed.last());
            }
            if (write.failed()) {
                failedAt.put(act, folded.size());
            }
            folded.add(new Attempts(write, earlier));
        }
        List<Attempts> kept = new ArrayList<>();
        for (Attempts one : folded) {
            if (one != null) {
                kept.add(one);
            }
        }
        return kept;
    }

    /** Whether no try is known to have succeeded. */
    boolean failed() {
        return last.failed();
    }
}
