package dev.understudy.journal;

import dev.understudy.action.Action;
import dev.understudy.operation.Mode;
import dev.understudy.store.Conditions;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** The journal's entries as rows. */
final class JournalRows {
    private JournalRows() {}

    static void insert(Handle handle, ReachedOperation operation) {
        handle.createUpdate("INSERT INTO operation (run, sequence, after, activity_type, activity_id, kind,"
                        + " workflow_id, workflow_type, verb, object, action, mode, target, step, salt, payload, published_at,"
                        + " attempts, resolution) VALUES (:run, :sequence, :after, :activityType, :activityId, :kind,"
                        + " :workflowId, :workflowType, :verb, :object, :action, :mode, :target, :step, :salt, :payload,"
                        + " :publishedAt, 1, :resolution)")
                .bind("run", operation.run())
                .bind("sequence", operation.sequence())
                .bind("after", operation.after())
                .bind("activityType", operation.activityType())
                .bind("activityId", operation.activityId())
                .bind("kind", operation.kind().name())
                .bind("workflowId", operation.workflowId())
                .bind("workflowType", operation.workflowType())
                .bind("verb", operation.action().operation())
                .bind("object", operation.action().object())
                .bind("action", Json.write(operation.action()))
                .bind("mode", operation.mode().name())
                .bind("target", operation.target())
                .bind("step", operation.step())
                .bind("salt", operation.salt())
                .bind("payload", operation.payload())
                .bind("publishedAt", Micros.of(operation.publishedAt()))
                .bind("resolution", (operation.performed() ? Resolution.INTENT : Resolution.OPEN).name())
                .execute();
    }

    static void attempt(Handle handle, JournalEntry entry, Resolution resolution) {
        handle.createUpdate("UPDATE operation SET attempts = attempts + 1, resolution = :resolution"
                        + " WHERE run = :run AND sequence = :sequence")
                .bind("resolution", resolution.name())
                .bind("run", entry.run())
                .bind("sequence", entry.sequence())
                .execute();
    }

    static void resolve(Handle handle, String run, long sequence, Outcome outcome) {
        handle.createUpdate("UPDATE operation SET resolution = :resolution, fidelity = :fidelity, detail = :detail,"
                        + " result = :result, resolved_at = :at WHERE run = :run AND sequence = :sequence")
                .bind("resolution", outcome.resolution().name())
                .bind(
                        "fidelity",
                        outcome.fidelity() == null ? null : outcome.fidelity().name())
                .bind("detail", outcome.detail())
                .bind("result", outcome.result())
                .bind("at", Micros.of(outcome.at()))
                .bind("run", run)
                .bind("sequence", sequence)
                .execute();
    }

    static Optional<JournalEntry> find(Handle handle, String run, long sequence) {
        Conditions conditions =
                new Conditions().and("run = :run", "run", run).and("sequence = :sequence", "sequence", sequence);
        return list(handle, conditions, "sequence", 1).stream().findFirst();
    }

    static Optional<JournalEntry> find(Handle handle, String run, String activityId, Kind kind) {
        Conditions conditions = new Conditions()
                .and("run = :run", "run", run)
                .and("activity_id = :activityId", "activityId", activityId)
                .and("kind = :kind", "kind", kind);
        return list(handle, conditions, "sequence", 1).stream().findFirst();
    }

    static List<JournalEntry> list(Handle handle, Conditions conditions, String order, int limit) {
        return entries(
                conditions.bind(handle.createQuery(
                        "SELECT * FROM operation" + conditions.where() + " ORDER BY " + order + " LIMIT :limit")),
                limit);
    }

    static List<JournalEntry> entries(Query query, int limit) {
        return query.bind("limit", limit).map((row, context) -> entry(row)).list();
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        String fidelity = row.getString("fidelity");
        long resolvedAt = row.getLong("resolved_at");
        boolean resolved = !row.wasNull();
        return new JournalEntry(
                operation(row),
                row.getInt("attempts"),
                Resolution.valueOf(row.getString("resolution")),
                fidelity == null ? null : Fidelity.valueOf(fidelity),
                row.getString("detail"),
                row.getString("result"),
                resolved ? Micros.instant(resolvedAt) : null);
    }

    private static ReachedOperation operation(ResultSet row) throws SQLException {
        return new ReachedOperation(
                row.getString("run"),
                row.getLong("sequence"),
                row.getLong("after"),
                row.getString("activity_type"),
                row.getString("activity_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("workflow_id"),
                row.getString("workflow_type"),
                Json.read(row.getString("action"), Action.class),
                Mode.valueOf(row.getString("mode")),
                row.getString("target"),
                row.getString("step"),
                row.getString("salt"),
                row.getString("payload"),
                Micros.instant(row.getLong("published_at")));
    }
}
