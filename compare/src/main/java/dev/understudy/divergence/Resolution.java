package dev.understudy.divergence;

/** What became of a prediction. */
public enum Resolution {
    /** Still waiting for the operator. */
    OPEN,
    /** The operator did it; the workflow went on with the operator's result. */
    OBSERVED,
    /** The operator moved on without doing it. */
    NOT_OBSERVED,
    /** The harness refused it, and the workflow was told so. */
    REFUSED,
    /** It failed in the workflow's own hands. */
    FAILED,
    /** The workflow went on with a simulated result. */
    SIMULATED
}
