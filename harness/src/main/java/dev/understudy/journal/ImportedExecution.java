package dev.understudy.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A workflow execution whose history was imported.
 *
 * @param origin the server that it comes from, as {@code temporal:HOST:PORT/NAMESPACE}
 * @param execution Temporal's own id of the execution, which Temporal calls its run
 * @param state as Temporal says it: {@code RUNNING}, {@code COMPLETED}, …
 * @param events how long its history was
 * @param closedAt null while it runs
 */
public record ImportedExecution(
        String origin,
        String workflowId,
        String execution,
        String workflowType,
        String state,
        long events,
        Instant startedAt,
        @Nullable Instant closedAt,
        Instant importedAt) {
    /** What its operations name as their run. */
    public String run() {
        return origin + "/" + workflowId + "/" + execution;
    }
}
