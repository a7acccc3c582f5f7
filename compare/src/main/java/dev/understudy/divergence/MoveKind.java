package dev.understudy.divergence;

/** How the two sides of a move go together. */
public enum MoveKind {
    /** Both sides did the same. */
    MATCH,
    /** The same operation on the same object with other fields. */
    DIFFERENT,
    /** Both sides did the same, in another order. */
    REORDERED,
    /** Only the operator did it. */
    OBSERVED_ONLY,
    /** Only the workflow would have done it. */
    PREDICTED_ONLY
}
