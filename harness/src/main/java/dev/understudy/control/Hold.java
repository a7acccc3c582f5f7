package dev.understudy.control;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reason for which a run waits. A run goes on when none of its holds is open.
 *
 * @param number within the run, from 1
 * @param sequence the operation before which it waits; null for whichever comes next
 * @param action the {@link ActionFingerprint} of that operation, or the name of the alert that fires; null where neither is
 *     meant
 * @param why one line for people
 * @param by a person, or {@value #ITSELF}
 * @param releasedBy null while open
 */
public record Hold(
        String run,
        long number,
        Cause cause,
        @Nullable Long sequence,
        @Nullable String action,
        String why,
        String by,
        Instant at,
        @Nullable String releasedBy,
        @Nullable Instant releasedAt) {
    /** Who holds and releases where no person does. */
    public static final String ITSELF = "understudy";

    /** What holds a run, and so who may let it go on. */
    public enum Cause {
        /** A person paused it. */
        PAUSED,
        /** It reached a write that its plan does not hold. A person accepts it, or stops the run. */
        PLAN_LEFT,
        /** An alert fires; ends by itself when the alert does, unless a person goes on in spite of it. */
        GUARD,
        /** Nobody knows whether a write was done. Ends when a person says what became of it. */
        OUTCOME_UNKNOWN,
        /** All live runs are stopped. Ends when they are allowed again. */
        ALL_LIVE_STOPPED,
        /** Its workflow may not act any more. A person lets it go on once it may again, or stops the run. */
        NOT_PROMOTED,
        /** The store cannot be written to, so nothing may be done. Ends by itself when it can. */
        STORE_AWAY;

        /** Whether resuming the run ends it. */
        public boolean endsByResuming() {
            return switch (this) {
                case PAUSED, PLAN_LEFT, GUARD, NOT_PROMOTED -> true;
                case OUTCOME_UNKNOWN, ALL_LIVE_STOPPED, STORE_AWAY -> false;
            };
        }
    }
}
