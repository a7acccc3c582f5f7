package dev.understudy.divergence;

/** What is special about a run, beyond its events. */
public enum RunMark {
    /** Its recordings or its workflow come from elsewhere, without lockstep. */
    IMPORTED,
    /** An emergency in which the runbook was left on purpose. */
    BREAK_GLASS
}
