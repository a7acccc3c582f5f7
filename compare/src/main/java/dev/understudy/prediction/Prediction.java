package dev.understudy.prediction;

import dev.understudy.action.Action;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a workflow reached in a run.
 *
 * @param run the run
 * @param sequence its number within the run, from 1, in the order in which the workflow asked for it
 * @param after the largest sequence that had been resolved when the workflow asked for this one, 0 for none: a prediction
 *     follows all up to {@code after}, and is concurrent with those between {@code after} and itself
 * @param activityType Temporal's name of the activity
 * @param action what it would do
 * @param step the runbook's step that the workflow named for it; null where it named none
 * @param publishedAt when the commitment was published, by the server's clock
 * @param salt hexadecimal, random; secret until the operator acted
 */
public record Prediction(
        String run,
        long sequence,
        long after,
        String activityType,
        Action action,
        @Nullable String step,
        Instant publishedAt,
        String salt) {
    /** The hash that may be shown before the operator acts. */
    public String hash() {
        return Commitment.hash(salt, run, sequence, action);
    }
}
