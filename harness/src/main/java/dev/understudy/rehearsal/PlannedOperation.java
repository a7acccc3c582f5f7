package dev.understudy.rehearsal;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a plan.
 *
 * @param sequence its number within the run
 * @param step the runbook's step that the workflow named for it; null where it named none
 * @param activityType Temporal's name of the activity
 * @param action what it would do
 * @param how where its result came from
 * @param why one line for people, where there is something to say: what was assumed, why it could not be rehearsed
 */
public record PlannedOperation(
        long sequence,
        @Nullable String step,
        String activityType,
        Action action,
        How how,
        @Nullable String why) {

    /** Where the result of a rehearsed operation came from. */
    public enum How {
        /** A read of the real world. */
        READ,
        /** A read of the real world, with the run's own simulated writes laid over it. */
        OVERLAID,
        /** Assumed, without asking the real world. */
        ASSUMED,
        /** A write: nothing changed, its result was simulated. */
        WOULD_CHANGE,
        /** Done for real on a copy of the world; what it changed there is in {@code why}. */
        ON_TWIN,
        /** It could not be rehearsed; what it would have done is not known. */
        UNKNOWN,
        /** A write that the real system would refuse; its words are in {@code why}. */
        REJECTED,
        /** It was rehearsed, and failed. */
        FAILED
    }
}
