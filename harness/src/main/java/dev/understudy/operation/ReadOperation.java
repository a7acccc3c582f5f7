package dev.understudy.operation;

import java.util.Optional;

/**
 * An operation that changes nothing. It runs for real in every mode, except where a rehearsal assumes its result.
 *
 * @param <R> the activity's result
 */
public interface ReadOperation<R> extends Operation<R> {
    /**
     * DRY_RUN only: the result to assume without asking the real world, as for a wait that would never end while nothing
     * really changes. Empty: read for real. The plan names what was assumed.
     */
    default Optional<R> assumed(World world) {
        return Optional.empty();
    }

    /** DRY_RUN only: the real result with the run's own simulated writes laid over it. */
    default R overlaid(R real, World world) {
        return real;
    }

    /**
     * SHADOW only: whether the journal may keep the result, as the world of later backtests. Say false where it can hold a
     * secret; what looks like one is left out anyway. A run whose results are not kept cannot be reproduced.
     */
    default boolean keepsResult() {
        return true;
    }
}
