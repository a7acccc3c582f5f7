package dev.understudy.schedule;

/** Why a start that was due did not happen, or did nothing. */
public enum SkipReason {
    OVERLAP("the run before still went on"),
    MISSED_CATCH_UP("Temporal was away at the time, for longer than the catch-up window allows"),
    BUFFER_FULL("too many runs waited for the one before"),
    KEY_MISSING("a key was missing, so the run was refused at its start");

    private final String words;

    SkipReason(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
