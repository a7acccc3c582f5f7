package dev.understudy.divergence;

import java.util.List;

/**
 * How operator and workflow followed the runbook: each side's steps, aligned with what the runbook allows.
 *
 * @param departure who left it, in words
 */
public record RunbookFollowed(Departure departure, Side operator, Side workflow) {
    /**
     * One side.
     *
     * @param fitness from 0 to 1, which is without any departure
     * @param skipped steps that the runbook asks for and that were left out, in the runbook's order
     * @param beyond what was done and is in no step, or in a step at another place than the runbook's; each in words
     */
    public record Side(double fitness, List<String> skipped, List<String> beyond) {
        public Side {
            skipped = List.copyOf(skipped);
            beyond = List.copyOf(beyond);
        }

        public boolean left() {
            return !skipped.isEmpty() || !beyond.isEmpty();
        }
    }
}
