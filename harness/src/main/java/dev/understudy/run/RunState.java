package dev.understudy.run;

/** Where a run is. Declared in order; only {@link #ENDED} leads back, to {@link #OPEN}, when another session joins. */
public enum RunState {
    /** Operators, or a live workflow, are at work. */
    OPEN,
    /** Over, and not compared yet. */
    ENDED,
    /** Compared; there is a report. */
    CLOSED
}
