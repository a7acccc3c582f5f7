package dev.understudy.journal;

import dev.understudy.store.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What became of an operation, and how one knows.
 *
 * @param fidelity null where there is no result
 * @param detail one line for people, redacted: the error, why it was refused, what the operator did instead
 * @param result the activity's result as JSON, redacted; null where there is none
 * @param at when it was settled, by the server's clock
 */
public record Outcome(
        Resolution resolution,
        @Nullable Fidelity fidelity,
        @Nullable String detail,
        @Nullable String result,
        Instant at) {
    public Outcome {
        at = Micros.truncated(at);
    }
}
