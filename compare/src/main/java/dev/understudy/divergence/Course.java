package dev.understudy.divergence;

/** Where the workflow stood when it asked for an operation. */
public enum Course {
    /** All that it had asked for before was done by the operator, or only looked. */
    ON_PATH,
    /**
     * Something that it had asked for before was never done, or had a result of its own: it went on in a world that was not
     * the operator's. What it does there is shown, and a match there proves nothing.
     */
    COUNTERFACTUAL
}
