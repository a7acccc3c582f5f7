package dev.understudy.rulebook;

/** Where a version of a rule stands. */
public enum RuleState {
    /** It waits for a second person, and hides nothing. */
    PROPOSED,
    IN_FORCE,
    /** Somebody ended it: it hides nothing, in no run. */
    ENDED
}
