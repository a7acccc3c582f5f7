package dev.understudy.evidence;

/** What a run is to a workflow's evidence. The four never overlap. */
public enum Standing {
    /** Compared, and the same in all writes. */
    MATCHED,
    /** A divergence that is the workflow's, or that nobody has judged yet. */
    DIVERGED,
    /** All its divergences are the operator's or acceptable, or hidden by a rule. Counts neither for nor against. */
    EXCUSED,
    /** No evidence; {@link NotCounted} says why. */
    NOT_COUNTED
}
