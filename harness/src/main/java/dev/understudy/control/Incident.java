package dev.understudy.control;

/**
 * Something happened in a live run that should not have.
 *
 * @param why one line for people
 */
public record Incident(Kind kind, String run, String workflowType, String why) {
    /** What can go wrong while a workflow acts. */
    public enum Kind {
        /** It reached a write that its own rehearsal did not show. */
        PLAN_LEFT,
        /** An alert fired while it was under way. */
        GUARD,
        /** It failed, and nobody had stopped it. */
        RUN_FAILED
    }
}
