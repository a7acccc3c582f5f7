package dev.understudy.divergence;

/** How close to the real world an operation of a shadowing workflow came. Only the first three are evidence. */
public enum Fidelity {
    /** A read of the real world. */
    REAL_READ,
    /** The server checked the write and did not do it. */
    SERVER_DRY_RUN,
    /** Withheld; the result is what the operator's own act returned. */
    WITHHELD,
    /** The result is what the operation assumes. */
    SIMULATED;

    public boolean isEvidence() {
        return this != SIMULATED;
    }
}
