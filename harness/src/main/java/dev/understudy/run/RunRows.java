package dev.understudy.run;

import dev.understudy.operation.Mode;
import dev.understudy.store.Conditions;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Runs as rows. */
final class RunRows {
    private static final String COMPLETED = "COMPLETED";

    private RunRows() {}

    static Optional<Run> find(Handle handle, String id) {
        Conditions conditions = new Conditions().and("id = :id", "id", id);
        return list(handle, conditions, "id", 1).stream().findFirst();
    }

    static List<Run> list(Handle handle, Conditions conditions, String order, int limit) {
        return conditions
                .bind(handle.createQuery(
                        "SELECT * FROM run" + conditions.where() + " ORDER BY " + order + " LIMIT :limit"))
                .bind("limit", limit)
                .map((row, context) -> run(row, operators(handle, row.getString("id"))))
                .list();
    }

    static void insert(Handle handle, Run run) {
        handle.createUpdate("INSERT INTO run (id, runbook, runbook_fingerprint, target, params, mode, workflow_type,"
                        + " workflow_fingerprint, state, break_glass, started_at, ended_at, plan) VALUES (:id, :runbook,"
                        + " :runbookFingerprint, :target, :params, :mode, :workflowType, :workflowFingerprint,"
                        + " :state, :breakGlass, :startedAt, :endedAt, :plan)")
                .bind("id", run.id())
                .bind("runbook", run.runbook())
                .bind("runbookFingerprint", run.runbookFingerprint())
                .bind("target", run.target())
                .bind("params", Json.write(run.params()))
                .bind("mode", run.mode().name())
                .bind("workflowType", run.workflowType())
                .bind("workflowFingerprint", run.workflowFingerprint())
                .bind("state", run.state().name())
                .bind("breakGlass", run.breakGlass())
                .bind("startedAt", Micros.of(run.startedAt()))
                .bind("endedAt", Micros.ofNullable(run.endedAt()))
                .bind("plan", run.plan())
                .execute();
    }

    /** Adds what the stored run lacked. */
    static void complete(Handle handle, Run run) {
        handle.createUpdate("UPDATE run SET workflow_type = COALESCE(workflow_type, :type),"
                        + " workflow_fingerprint = COALESCE(workflow_fingerprint, :fingerprint),"
                        + " params = CASE WHEN params = '{}' THEN :params ELSE params END WHERE id = :id")
                .bind("type", run.workflowType())
                .bind("fingerprint", run.workflowFingerprint())
                .bind("params", Json.write(run.params()))
                .bind("id", run.id())
                .execute();
    }

    static void join(Handle handle, String run, String operator) {
        handle.createUpdate("INSERT INTO run_operator (run, operator, number) SELECT :run, :operator,"
                        + " (SELECT COUNT(*) + 1 FROM run_operator WHERE run = :run)"
                        + " WHERE NOT EXISTS (SELECT 1 FROM run_operator WHERE run = :run AND operator = :operator)")
                .bind("run", run)
                .bind("operator", operator)
                .execute();
    }

    static void state(Handle handle, String run, RunState state, @Nullable Instant endedAt) {
        handle.createUpdate("UPDATE run SET state = :state, ended_at = :endedAt WHERE id = :id")
                .bind("state", state.name())
                .bind("endedAt", Micros.ofNullable(endedAt))
                .bind("id", run)
                .execute();
    }

    /** It is closed, and ended at this time unless it had before. */
    static void finish(Handle handle, String run, Instant at) {
        handle.createUpdate("UPDATE run SET state = :state, ended_at = COALESCE(ended_at, :endedAt) WHERE id = :id")
                .bind("state", RunState.CLOSED.name())
                .bind("endedAt", Micros.of(at))
                .bind("id", run)
                .execute();
    }

    static void workflow(Handle handle, String run, String type, String fingerprint) {
        handle.createUpdate("UPDATE run SET workflow_type = :type, workflow_fingerprint = :fingerprint WHERE id = :id")
                .bind("type", type)
                .bind("fingerprint", fingerprint)
                .bind("id", run)
                .execute();
    }

    private static List<String> operators(Handle handle, String run) {
        return handle.createQuery("SELECT operator FROM run_operator WHERE run = :run ORDER BY number")
                .bind("run", run)
                .mapTo(String.class)
                .list();
    }

    private static Run run(ResultSet row, List<String> operators) throws SQLException {
        long endedAt = row.getLong("ended_at");
        boolean ended = !row.wasNull();
        return new Run(
                row.getString("id"),
                row.getString("runbook"),
                row.getString("runbook_fingerprint"),
                row.getString("target"),
                Json.strings(row.getString("params")),
                Mode.valueOf(row.getString("mode")),
                row.getString("workflow_type"),
                row.getString("workflow_fingerprint"),
                operators,
                RunState.valueOf(row.getString("state")),
                row.getString("break_glass"),
                Micros.instant(row.getLong("started_at")),
                ended ? Micros.instant(endedAt) : null,
                row.getString("plan"),
                ending(row.getString("outcome"), row.getString("outcome_why")));
    }

    private static @Nullable RunEnding ending(@Nullable String outcome, @Nullable String why) {
        return outcome == null ? null : new RunEnding(COMPLETED.equals(outcome), why);
    }

    /** The first word on how it ended stays. */
    static void ending(Handle handle, String run, RunEnding ending) {
        handle.createUpdate("UPDATE run SET outcome = :outcome, outcome_why = :why WHERE id = :id AND outcome IS NULL")
                .bind("outcome", ending.completed() ? COMPLETED : "STOPPED")
                .bind("why", ending.why())
                .bind("id", run)
                .execute();
    }

    static void stop(Handle handle, String run, String how) {
        handle.createUpdate("UPDATE run SET stop = :how WHERE id = :id")
                .bind("how", how)
                .bind("id", run)
                .execute();
    }
}
