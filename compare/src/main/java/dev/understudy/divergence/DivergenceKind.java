package dev.understudy.divergence;

/** How the operator and the workflow part. */
public enum DivergenceKind {
    /** The operator wrote; the workflow would not have. */
    MISSED,
    /** The workflow would have written; the operator did not. The dangerous one. */
    UNEXPECTED,
    /** The same operation on the same object, with other fields. */
    DIFFERENT,
    /** The same actions, in another order where order matters. */
    REORDERED,
    /** The same action, with another result. */
    OUTCOME,
    /** The workflow ended or refused where the operator went on. */
    STOPPED,
    /** An action that no normaliser understands: not comparable, and never counted as a match. */
    UNKNOWN
}
