package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of the report: what the operator did, what the workflow would have done, and how the two go together.
 *
 * @param position its place in the report, from 1
 * @param observed the operator's side; null for {@link MoveKind#PREDICTED_ONLY}
 * @param earlierAttempts failed tries of the same act, oldest first, that {@code observed} repeated
 * @param predicted the workflow's side; null for {@link MoveKind#OBSERVED_ONLY}
 * @param differences field by field; empty unless the kind is {@link MoveKind#DIFFERENT}
 * @param divergence the id of the divergence that it makes; null where it makes none (reads never do)
 * @param moved whether both sides did it at different places in their order, whether that matters or not
 * @param counts whether the move is a matched write that was proven to be in time
 */
public record Move(
        int position,
        MoveKind kind,
        @Nullable ObservedAction observed,
        List<ObservedAction> earlierAttempts,
        @Nullable PredictedAction predicted,
        List<FieldDifference> differences,
        @Nullable String divergence,
        boolean moved,
        boolean counts) {
    public Move {
        earlierAttempts = List.copyOf(earlierAttempts);
        differences = List.copyOf(differences);
    }
}
