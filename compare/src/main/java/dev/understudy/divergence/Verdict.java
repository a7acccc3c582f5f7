package dev.understudy.divergence;

/** What a comparison says of a run. */
public enum Verdict {
    /** Every write of either side was compared, in time, and is the same. */
    CLEAN,
    /** At least one divergence is certain. */
    DIVERGED,
    /** Neither can be said; the report tells why. Never counts as clean. */
    INCONCLUSIVE
}
