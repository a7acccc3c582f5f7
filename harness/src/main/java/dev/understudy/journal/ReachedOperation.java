package dev.understudy.journal;

import dev.understudy.action.Action;
import dev.understudy.operation.Mode;
import dev.understudy.prediction.Prediction;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation that a workflow asked for, as it is known before anything is done.
 *
 * @param run the run
 * @param sequence its number within the run, from 1, in the order in which the workflow asked
 * @param after the largest sequence that had been resolved then; 0 for none
 * @param activityType Temporal's name of the activity
 * @param activityId Temporal's id of the activity, unique within the run; the same for all attempts
 * @param workflowId Temporal's id of the workflow that asked: the run's own, or that of a child
 * @param workflowType Temporal's name of the workflow
 * @param action what it does, or would do
 * @param step the runbook's step that the workflow named; null where it named none
 * @param salt of its commitment, hexadecimal; secret until the operator acted
 * @param payload the operation itself as JSON, redacted
 * @param publishedAt by the server's clock, to the microsecond
 */
public record ReachedOperation(
        String run,
        long sequence,
        long after,
        String activityType,
        String activityId,
        Kind kind,
        String workflowId,
        String workflowType,
        Action action,
        Mode mode,
        String target,
        @Nullable String step,
        String salt,
        String payload,
        Instant publishedAt) {
    public ReachedOperation {
        publishedAt = Micros.truncated(publishedAt);
    }

    /** Whether it is to be performed: each read, and the writes of a live run. */
    public boolean performed() {
        return kind == Kind.READ || mode.acts();
    }

    /** Whether its workflow had been cancelled when it asked: then it undoes what it did. */
    public boolean compensates() {
        return "true".equals(Json.strings(payload).get("compensation"));
    }

    public Prediction prediction() {
        return new Prediction(run, sequence, after, activityType, action, step, publishedAt, salt);
    }

    /** What is known of it when it is reached. */
    Resolution begins() {
        return performed() ? Resolution.INTENT : Resolution.OPEN;
    }
}
