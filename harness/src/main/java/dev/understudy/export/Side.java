package dev.understudy.export;

/** Whose an exported action is. */
public enum Side {
    /** Done by an operator, as their recorder saw it. */
    OBSERVED,
    /** Reached by the workflow: predicted beside an operator, rehearsed, or done by a live run. */
    PREDICTED
}
