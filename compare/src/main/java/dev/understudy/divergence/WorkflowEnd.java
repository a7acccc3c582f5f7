package dev.understudy.divergence;

import org.jspecify.annotations.Nullable;

/**
 * Where the shadowing workflow stands.
 *
 * @param why one line for people; null where there is nothing to say
 */
public record WorkflowEnd(State state, @Nullable String why) {
    public enum State {
        /** There was no workflow beside the operator. */
        NONE,
        /** It has not ended. */
        RUNNING,
        /** It reached its end. */
        COMPLETED,
        /** It ended, or was ended, before its end: it refused, failed, or was stopped. */
        STOPPED
    }

    public static WorkflowEnd completed() {
        return new WorkflowEnd(State.COMPLETED, null);
    }

    public static WorkflowEnd running() {
        return new WorkflowEnd(State.RUNNING, null);
    }

    public static WorkflowEnd stopped(String why) {
        return new WorkflowEnd(State.STOPPED, why);
    }

    public static WorkflowEnd none() {
        return new WorkflowEnd(State.NONE, null);
    }
}
