package dev.understudy.divergence;

import java.util.List;

/**
 * Whether the workflow was on the operator's path at each of its predictions. It leaves it with the first write that it had
 * to take for done although the operator did not do it, and everything that it asked for after that is counterfactual.
 */
final class Courses {
    private final long left;

    Courses(List<ResolvedPrediction> predicted) {
        left = predicted.stream()
                .filter(one -> one.prediction().action().effect().mayWrite())
                .filter(one -> switch (one.resolution()) {
                    case NOT_OBSERVED, SIMULATED, REFUSED, FAILED -> true;
                    case OPEN, OBSERVED -> false;
                })
                .mapToLong(one -> one.prediction().sequence())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** What was asked for beside it, before it was resolved, was asked for on the path. */
    Course of(ResolvedPrediction one) {
        return one.prediction().after() >= left ? Course.COUNTERFACTUAL : Course.ON_PATH;
    }
}
