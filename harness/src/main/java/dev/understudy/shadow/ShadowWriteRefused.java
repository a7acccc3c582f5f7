package dev.understudy.shadow;

import io.temporal.failure.ApplicationFailure;

/** How a write is refused: a failure of this type, which Temporal does not retry. */
public final class ShadowWriteRefused {
    /** The type of the {@link ApplicationFailure} that a workflow sees. */
    public static final String TYPE = "ShadowWriteRefused";

    private ShadowWriteRefused() {}

    static ApplicationFailure because(String what, String why) {
        return ApplicationFailure.newNonRetryableFailure(what + " is refused: " + why, TYPE);
    }
}
