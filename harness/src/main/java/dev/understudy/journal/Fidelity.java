package dev.understudy.journal;

/** How real the result is that the workflow went on with. */
public enum Fidelity {
    /** The operation was performed. */
    REAL,
    /** The server checked the operation without performing it. */
    SERVER_DRY_RUN,
    /** Not performed; the result is that of the operator's own command. */
    WITHHELD,
    /** Not performed; the result is what the operation itself takes for most likely. */
    SIMULATED,
    /** Not read; assumed so that a rehearsal comes to its end. */
    ASSUMED
}
