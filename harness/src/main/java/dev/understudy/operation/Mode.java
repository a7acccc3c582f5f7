package dev.understudy.operation;

/** What a run of a workflow may do. Fixed at the run's start. */
public enum Mode {
    /** Rehearses alone; nothing changes. */
    DRY_RUN,
    /** Runs beside an operator; nothing changes. */
    SHADOW,
    /** Acts. */
    LIVE;

    /** Whether a write may leave at all. The second key, the promotion, is asked at the write itself. */
    public boolean acts() {
        return this == LIVE;
    }
}
