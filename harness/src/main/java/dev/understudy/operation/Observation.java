package dev.understudy.operation;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * What the operator's own command returned, for an operation that a shadow withheld.
 *
 * @param action what the operator did
 * @param exit the exit code of the operator's command; null where unknown
 * @param output what the command printed, redacted, perhaps shortened
 * @param world the run's simulated writes so far
 */
public record Observation(Action action, @Nullable Integer exit, String output, World world) {
    /** Whether the operator's command said that it succeeded. Unknown is not success. */
    public boolean succeeded() {
        return exit != null && exit == 0;
    }
}
