package dev.understudy.divergence;

/** Who left the runbook. */
public enum Leaver {
    OPERATOR("the operator left the runbook"),
    WORKFLOW("the workflow left the runbook"),
    BOTH("both left the runbook"),
    NEITHER("neither left the runbook"),
    /** The runbook's text is not known, or does not say. */
    UNKNOWN("it cannot be said who left the runbook");

    private final String words;

    Leaver(String words) {
        this.words = words;
    }

    /** A clause for people, without a full stop. */
    public String words() {
        return words;
    }
}
