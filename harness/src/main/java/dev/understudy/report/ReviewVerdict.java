package dev.understudy.report;

/** What a reviewer says of a divergence. */
public enum ReviewVerdict {
    WORKFLOW_WRONG("the workflow was wrong"),
    OPERATOR_WRONG("the operator was wrong"),
    BOTH_ACCEPTABLE("both are acceptable"),
    /** Neither did what is right today: the workflow, bound to a stale runbook, would do wrong as it is. */
    RUNBOOK_STALE("the runbook is stale"),
    /** There is no divergence; our comparison saw one. */
    COMPARISON_WRONG("our comparison was wrong");

    private final String words;

    ReviewVerdict(String words) {
        this.words = words;
    }

    /** A clause for people, without a full stop. */
    public String words() {
        return words;
    }

    /** Whether the divergence is none of the workflow's. An excused run never counts as matched. */
    public boolean excuses() {
        return switch (this) {
            case OPERATOR_WRONG, BOTH_ACCEPTABLE -> true;
            case WORKFLOW_WRONG, RUNBOOK_STALE, COMPARISON_WRONG -> false;
        };
    }
}
