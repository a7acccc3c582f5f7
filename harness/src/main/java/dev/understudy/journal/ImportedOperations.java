package dev.understudy.journal;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.Mode;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import dev.understudy.store.Words;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Operations of workflows that never knew the harness: in the journal beside its own, told apart by their origin. Thread-safe. */
public final class ImportedOperations {
    private final Store store;

    public ImportedOperations(Store store) {
        this.store = store;
    }

    public Optional<ImportedExecution> find(String origin, String workflowId, String execution) {
        return store.read(handle -> handle.createQuery(
                        "SELECT * FROM imported_history WHERE origin = :origin AND workflow_id = :workflowId"
                                + " AND execution = :execution")
                .bind("origin", origin)
                .bind("workflowId", workflowId)
                .bind("execution", execution)
                .map((row, context) -> new ImportedExecution(
                        row.getString("origin"),
                        row.getString("workflow_id"),
                        row.getString("execution"),
                        row.getString("workflow_type"),
                        row.getString("state"),
                        row.getLong("events"),
                        Micros.instant(row.getLong("started_at")),
                        row.getObject("closed_at") == null ? null : Micros.instant(row.getLong("closed_at")),
                        Micros.instant(row.getLong("imported_at"))))
                .findFirst());
    }

    /** Stores an execution with all its operations, in the place of what was stored of it before. */
    public void store(ImportedExecution execution, String target, List<ImportedOperation> operations) {
        List<ImportedOperation> inOrder = operations.stream()
                .sorted(Comparator.comparing(ImportedOperation::scheduledAt).thenComparing(ImportedOperation::sequence))
                .toList();
        store.write(handle -> {
            handle.createUpdate("DELETE FROM operation WHERE run = :run")
                    .bind("run", execution.run())
                    .execute();
            inOrder.forEach(operation -> insert(handle, execution, target, operation));
            handle.createUpdate(
                            "INSERT OR REPLACE INTO imported_history (origin, workflow_id, execution, workflow_type,"
                                    + " state, events, operations, started_at, closed_at, imported_at) VALUES (:origin,"
                                    + " :workflowId, :execution, :workflowType, :state, :events, :operations, :startedAt,"
                                    + " :closedAt, :importedAt)")
                    .bind("origin", execution.origin())
                    .bind("workflowId", execution.workflowId())
                    .bind("execution", execution.execution())
                    .bind("workflowType", execution.workflowType())
                    .bind("state", execution.state())
                    .bind("events", execution.events())
                    .bind("operations", operations.size())
                    .bind("startedAt", Micros.of(execution.startedAt()))
                    .bind("closedAt", Micros.ofNullable(execution.closedAt()))
                    .bind("importedAt", Micros.of(execution.importedAt()))
                    .execute();
            return true;
        });
    }

    private static void insert(Handle handle, ImportedExecution execution, String target, ImportedOperation operation) {
        Action action = Action.of(Effect.UNKNOWN, "perform", "activity:" + operation.activityType());
        // It acted for real, and nobody asked for keys.
        ReachedOperation reached = new ReachedOperation(
                execution.run(),
                operation.sequence(),
                0,
                operation.activityType(),
                operation.activityId(),
                Kind.WRITE,
                execution.workflowId(),
                execution.workflowType(),
                action,
                Mode.LIVE,
                target,
                null,
                "",
                Json.write(java.util.Map.of()),
                operation.scheduledAt());
        JournalRows.insert(handle, reached, execution.origin(), operation.input());
        handle.createUpdate("UPDATE operation SET attempts = :attempts, resolution = :resolution, detail = :detail,"
                        + " resolved_at = :at, words = words || :pairs WHERE run = :run AND sequence = :sequence")
                .bind("pairs", Words.pairs(operation.detail()))
                .bind("attempts", operation.attempts())
                .bind("resolution", operation.resolution().name())
                .bind("detail", operation.detail())
                .bind("at", Micros.ofNullable(operation.resolvedAt()))
                .bind("run", execution.run())
                .bind("sequence", operation.sequence())
                .execute();
    }
}
