package dev.understudy.promotion;

/**
 * One reason why a workflow is not promoted.
 *
 * @param words one sentence for people: what is in the way, and what would help; without a full stop
 */
public record Refusal(Reason reason, String words) {
    public enum Reason {
        /** The policy bars the workflow for good. */
        NEVER_PROMOTABLE(false),
        /** Whoever wrote it does not promote it. */
        AUTHOR(false),
        /** All the evidence is the promoter's own work. */
        ONLY_OPERATOR(false),
        /** The workflow is another than the one that was shown, or asked for. */
        WORKFLOW_CHANGED(false),
        /** The runbook is another than the one that was shown, or asked for. */
        RUNBOOK_CHANGED(false),
        /** The bound on the divergence rate is above the policy's. */
        RATE_NOT_SHOWN(true),
        TOO_FEW_RUNS(true),
        TOO_FEW_OPERATORS(true),
        TOO_FEW_TARGETS(true),
        TOO_FEW_DAYS(true),
        OUTSIDE_CHANGE_WINDOW(true),
        NO_REASON_GIVEN(false),
        /** Nobody has asked for what is to be confirmed. */
        NOT_REQUESTED(false),
        /** The one who asked cannot confirm. */
        SAME_PERSON(false),
        ALREADY_LIVE(false);

        private final boolean overridable;

        Reason(boolean overridable) {
            this.overridable = overridable;
        }

        /** Whether two people can decide otherwise together, with a reason that stays visible. */
        public boolean overridable() {
            return overridable;
        }
    }
}
