package dev.understudy.evidence;

import dev.understudy.divergence.NotEvidence;

/** Why a run does not count. */
public enum NotCounted {
    NOT_ENDED("it goes on"),
    NO_REPORT("it was not compared"),
    OTHER_WORKFLOW_VERSION("another version of the workflow took part"),
    OTHER_RUNBOOK_VERSION("operators followed another version of the runbook"),
    EXPIRED("it is older than the policy lets evidence be"),
    BREAK_GLASS("it was marked as an emergency"),
    INCONCLUSIVE("its comparison is inconclusive"),
    /** Of the report alone: in the evidence such a run is {@link Standing#EXCUSED}. */
    EXCUSED("a rule hides a difference of it"),
    NO_WRITE_COMPARED("no write was compared"),
    SIMULATED_STEP("a matched write rests on a simulated result before it"),
    LATE_PREDICTION("a prediction is not proven to be older than the act"),
    NOT_BLIND("the operator could see the predictions"),
    NOT_IN_LOCKSTEP("it was imported, and not in lockstep"),
    COMPARISON_WRONG("a reviewer found our comparison wrong");

    private final String words;

    NotCounted(String words) {
        this.words = words;
    }

    /** A clause for people, without a full stop. */
    public String words() {
        return words;
    }

    static NotCounted of(NotEvidence reason) {
        return switch (reason) {
            case INCONCLUSIVE -> INCONCLUSIVE;
            case BREAK_GLASS -> BREAK_GLASS;
            case EXCUSED -> EXCUSED;
            case NOTHING_MATCHED_AND_NOTHING_DIVERGED -> NO_WRITE_COMPARED;
            case SIMULATED_STEP -> SIMULATED_STEP;
            case LATE_PREDICTION -> LATE_PREDICTION;
            case NOT_BLIND -> NOT_BLIND;
            case IMPORTED -> NOT_IN_LOCKSTEP;
        };
    }
}
