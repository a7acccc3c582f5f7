package dev.understudy.promotion;

import java.util.List;

/** What became of an attempt to promote. */
public sealed interface PromotionResult {
    /** The workflow is live from now on. */
    record Promoted(ModeChange change) implements PromotionResult {}

    /** Another person must confirm. */
    record Requested(PromotionRequest request) implements PromotionResult {}

    /** Nothing changed. Never without a reason. */
    record Refused(List<Refusal> refusals) implements PromotionResult {
        public Refused {
            refusals = List.copyOf(refusals);
        }

        /** All reasons in one line for people. */
        public String words() {
            return String.join("; ", refusals.stream().map(Refusal::words).toList());
        }
    }
}
