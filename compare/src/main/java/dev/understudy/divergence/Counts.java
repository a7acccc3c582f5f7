package dev.understudy.divergence;

/**
 * How many writes, of both sides together, had each of the four outcomes; a pair is one. The four never overlap.
 *
 * @param matched the same, and proven to be in time
 * @param diverged certain divergences; those that only follow from another are not counted again
 * @param excused hidden by a reviewer's rule; never counts as matched
 * @param notComparable not understood, late, or simulated
 * @param observedReads reads of the operator, which are shown and never judged
 * @param predictedReads reads of the workflow, which are shown and never judged
 */
public record Counts(int matched, int diverged, int excused, int notComparable, int observedReads, int predictedReads) {
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);
}
