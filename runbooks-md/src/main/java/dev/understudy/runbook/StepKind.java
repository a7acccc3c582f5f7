package dev.understudy.runbook;

/** What the operator does in a step. */
public enum StepKind {
    /** Runs commands. */
    COMMAND,
    /** Waits for a time or until something is so. */
    WAIT,
    /** Looks whether something is so, and stops if it is not. */
    CHECK,
    /** Chooses how to go on. */
    DECISION,
    /** Does something that is no command: a click, a call, a message. */
    MANUAL
}
