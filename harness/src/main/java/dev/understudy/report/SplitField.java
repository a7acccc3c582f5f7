package dev.understudy.report;

/** By what a group of divergences can be split. */
public enum SplitField {
    RUN("run"),
    TARGET("target"),
    WORKFLOW("workflow"),
    RUNBOOK("runbook"),
    STEP("step");

    private final String words;

    SplitField(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
