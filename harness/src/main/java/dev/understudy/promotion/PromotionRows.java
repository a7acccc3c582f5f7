package dev.understudy.promotion;

import dev.understudy.operation.Mode;
import dev.understudy.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Mode changes and requests as rows. */
final class PromotionRows {
    private PromotionRows() {}

    static Optional<ModeChange> current(Handle handle, String workflowType) {
        return history(handle, workflowType, 1).stream().findFirst();
    }

    static List<ModeChange> history(Handle handle, String workflowType, int limit) {
        return handle.createQuery(
                        "SELECT * FROM mode_change WHERE workflow_type = :type ORDER BY number DESC LIMIT :limit")
                .bind("type", workflowType)
                .bind("limit", limit)
                .map((row, context) -> change(row))
                .list();
    }

    static List<ModeChange> live(Handle handle) {
        return handle.createQuery(
                        "SELECT * FROM mode_change c WHERE mode = 'LIVE' AND number = (SELECT MAX(number) FROM"
                                + " mode_change l WHERE l.workflow_type = c.workflow_type) ORDER BY workflow_type")
                .map((row, context) -> change(row))
                .list();
    }

    static long next(Handle handle, String table) {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM " + table)
                .mapTo(Long.class)
                .one();
    }

    static void insert(Handle handle, ModeChange change) {
        handle.createUpdate("INSERT INTO mode_change (number, workflow_type, mode, fingerprint, runbook_fingerprint,"
                        + " changed_by, confirmed_by, reason, overridden, evidence, expires_at, at) VALUES (:number,"
                        + " :workflowType, :mode, :fingerprint, :runbookFingerprint, :by, :confirmedBy, :reason,"
                        + " :overridden, :evidence, :expiresAt, :at)")
                .bind("number", change.number())
                .bind("workflowType", change.workflowType())
                .bind("mode", change.mode().name())
                .bind("fingerprint", change.fingerprint())
                .bind("runbookFingerprint", change.runbookFingerprint())
                .bind("by", change.by())
                .bind("confirmedBy", change.confirmedBy())
                .bind("reason", change.reason())
                .bind("overridden", change.overridden() ? 1 : 0)
                .bind("evidence", change.evidence())
                .bind("expiresAt", Micros.ofNullable(change.expiresAt()))
                .bind("at", Micros.of(change.at()))
                .execute();
    }

    static Optional<PromotionRequest> pending(Handle handle, String workflowType) {
        return handle.createQuery("SELECT * FROM promotion_request WHERE workflow_type = :type AND state = 'PENDING'"
                        + " ORDER BY number DESC LIMIT 1")
                .bind("type", workflowType)
                .map((row, context) -> request(row))
                .findOne();
    }

    /** A newer request takes the place of an older one. */
    static void insert(Handle handle, PromotionRequest request) {
        settle(handle, request.workflowType(), "REPLACED");
        handle.createUpdate("INSERT INTO promotion_request (number, workflow_type, fingerprint, runbook_fingerprint,"
                        + " requested_by, reason, overrides, evidence, state, at) VALUES (:number, :workflowType,"
                        + " :fingerprint, :runbookFingerprint, :by, :reason, :overrides, :evidence, 'PENDING', :at)")
                .bind("number", request.number())
                .bind("workflowType", request.workflowType())
                .bind("fingerprint", request.fingerprint())
                .bind("runbookFingerprint", request.runbookFingerprint())
                .bind("by", request.by())
                .bind("reason", request.reason())
                .bind("overrides", request.overrides() ? 1 : 0)
                .bind("evidence", request.evidence())
                .bind("at", Micros.of(request.at()))
                .execute();
    }

    static void settle(Handle handle, String workflowType, String state) {
        handle.createUpdate(
                        "UPDATE promotion_request SET state = :state WHERE workflow_type = :type AND state = 'PENDING'")
                .bind("state", state)
                .bind("type", workflowType)
                .execute();
    }

    private static ModeChange change(ResultSet row) throws SQLException {
        return new ModeChange(
                row.getLong("number"),
                row.getString("workflow_type"),
                Mode.valueOf(row.getString("mode")),
                row.getString("fingerprint"),
                row.getString("runbook_fingerprint"),
                row.getString("changed_by"),
                row.getString("confirmed_by"),
                row.getString("reason"),
                row.getInt("overridden") != 0,
                row.getString("evidence"),
                time(row, "expires_at"),
                Micros.instant(row.getLong("at")));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? null : Micros.instant(micros);
    }

    private static PromotionRequest request(ResultSet row) throws SQLException {
        return new PromotionRequest(
                row.getLong("number"),
                row.getString("workflow_type"),
                row.getString("fingerprint"),
                row.getString("runbook_fingerprint"),
                row.getString("requested_by"),
                row.getString("reason"),
                row.getInt("overrides") != 0,
                row.getString("evidence"),
                Micros.instant(row.getLong("at")));
    }
}
