package dev.understudy.shadow;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * Tells a shadowing workflow what became of one of its predictions; the payload of the signal {@code understudy.observed}.
 *
 * @param sequence the prediction's number within the run
 * @param action what the operator did; null where the operator moved on without doing it
 * @param exit the exit code of the operator's command; null where unknown
 * @param output what it printed, redacted and shortened
 */
public record Observed(
        long sequence, @Nullable Action action, @Nullable Integer exit, String output) {
    static Observed nothing(long sequence) {
        return new Observed(sequence, null, null, "");
    }
}
