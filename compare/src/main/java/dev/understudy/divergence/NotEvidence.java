package dev.understudy.divergence;

/** Why a run does not count for or against promotion. */
public enum NotEvidence {
    INCONCLUSIVE("the comparison is inconclusive"),
    BREAK_GLASS("the run was marked as an emergency"),
    EXCUSED("a rule hides a difference of it, so it counts neither for nor against"),
    NOTHING_MATCHED_AND_NOTHING_DIVERGED("no write was compared"),
    SIMULATED_STEP("a matched write rests on a simulated result before it"),
    LATE_PREDICTION("a prediction is not proven to be older than the act"),
    NOT_BLIND("the operator could see the predictions"),
    IMPORTED("the run was imported");

    private final String words;

    NotEvidence(String words) {
        this.words = words;
    }

    /** A clause for people, without a full stop. */
    public String words() {
        return words;
    }
}
