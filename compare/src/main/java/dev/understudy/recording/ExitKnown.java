package dev.understudy.recording;

/** How an exit code is known. */
public enum ExitKnown {
    /** The shell told it. */
    OBSERVED,
    /** It follows from what the shell told of others, such as the last command of a group. */
    INFERRED,
    /** The shell could not know it, as for a background job nobody waited for. */
    UNKNOWN
}
