package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.journal.Kind;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.operation.Operation;
import dev.understudy.prediction.Commitment;
import dev.understudy.store.Json;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An operation whose activity was reached, before anything is done.
 *
 * @param operation null where the activity's argument is none
 * @param resultType of the activity's method
 * @param activities the object that implements the activity; null where it is not known
 */
record Reached(
        OperationHeader header,
        @Nullable Operation<?> operation,
        Kind kind,
        Action action,
        String activityType,
        String activityId,
        String workflowId,
        Type resultType,
        @Nullable Object activities) {

    String run() {
        return header.run().run();
    }

    /** What tells it from all other operations. */
    String key() {
        return key(run(), header.sequence());
    }

    static String key(String run, long sequence) {
        return run + "#" + sequence;
    }

    /** For messages: what it is, in a few words. */
    String words() {
        return activityType + " (" + action.summary() + ")";
    }

    /** As the journal keeps it. Of the operation itself only the type is kept, for its values may be secret. */
    ReachedOperation toJournal(@Nullable String step, Instant now) {
        RunHeader run = header.run();
        String type = operation == null ? "" : operation.getClass().getName();
        return new ReachedOperation(
                run.run(),
                header.sequence(),
                header.after(),
                activityType,
                activityId,
                kind,
                workflowId,
                run.workflowType(),
                action,
                run.mode(),
                run.target(),
                step,
                Commitment.newSalt(),
                Json.write(header.compensation() ? Map.of("type", type, "compensation", "true") : Map.of("type", type)),
                now);
    }
}
