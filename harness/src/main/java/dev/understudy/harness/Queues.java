package dev.understudy.harness;

import dev.understudy.operation.Mode;

/** The task queues. Workers of the second one have read-only credentials. */
final class Queues {
    static final String LIVE = "understudy-live";
    static final String WITHHOLDING = "understudy-shadow";

    private Queues() {}

    static String of(Mode mode) {
        return mode.acts() ? LIVE : WITHHOLDING;
    }
}
