package dev.understudy.shadow;

import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * How a worker sends a write back because its run is held. Temporal does not retry it: the harness itself asks again when the
 * hold has ended, so that the activity's own retries and timeouts are not used up by a person who thinks.
 */
final class RunHeld {
    static final String TYPE = "RunHeld";

    private RunHeld() {}

    static ApplicationFailure by(long hold, String what, String why) {
        return ApplicationFailure.newBuilder()
                .setMessage(what + " is held: " + why)
                .setType(TYPE)
                .setNonRetryable(true)
                .setDetails(hold)
                // Nothing failed, so no stack trace is logged.
                .setCategory(ApplicationErrorCategory.BENIGN)
                .build();
    }

    /** The number of the hold; empty for every other failure. */
    static OptionalLong in(@Nullable Throwable failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at instanceof ApplicationFailure application && TYPE.equals(application.getType())) {
                return OptionalLong.of(application.getDetails().get(Long.class));
            }
        }
        return OptionalLong.empty();
    }
}
