package dev.understudy.report;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What reviewers said of divergences. Nothing said is ever lost; the latest word on a divergence holds. Thread-safe. */
public final class Reviews {
    private final Store store;
    private final AuditLog audit;
    private final Clock clock;

    public Reviews(Store store) {
        this(store, Clock.systemUTC());
    }

    public Reviews(Store store, Clock clock) {
        this.store = store;
        this.audit = new AuditLog(store, clock);
        this.clock = clock;
    }

    /**
     * Keeps a reviewer's verdict, and an entry in the audit log with it.
     *
     * @param divergence the id of a divergence in the run's report
     * @throws IllegalArgumentException where the run's report has no such divergence, or nobody is named
     */
    public Review give(String run, String divergence, ReviewVerdict verdict, String comment, String reviewer) {
        if (reviewer.isBlank()) {
            throw new IllegalArgumentException("a review needs the reviewer's name");
        }
        Review review = new Review(run, divergence, verdict, comment, reviewer, clock.instant());
        return store.write(handle -> {
            if (!known(handle, run, divergence)) {
                throw new IllegalArgumentException("the report of run " + run + " has no divergence " + divergence);
            }
            ReviewRows.insert(handle, review);
            audit.append(
                    reviewer,
                    Act.REVIEWED,
                    run + "/" + divergence,
                    Map.of("verdict", verdict.name(), "comment", comment));
            return review;
        });
    }

    /** The words that hold in a run: the latest on each reviewed divergence, in the order in which they were given. */
    public List<Review> ofRun(String run) {
        return store.read(handle -> ReviewRows.holding(handle, run));
    }

    /** All that was ever said of a divergence, oldest first. */
    public List<Review> history(String run, String divergence) {
        return store.read(handle -> ReviewRows.all(handle, run, divergence));
    }

    /**
     * Divergences that nobody has judged, the most severe first, then the latest. Those that only follow from another are
     * judged with it and not listed.
     */
    public List<InboxItem> inbox(int limit) {
        return store.read(
                handle -> handle.createQuery("WITH waiting AS (SELECT d.*, COUNT(*) OVER (PARTITION BY d.likeness)"
                                + " AS alike FROM divergence d WHERE d.cause IS NULL AND d.excused = 0 AND NOT EXISTS (SELECT 1 FROM review v"
                                + " WHERE v.run = d.run AND v.divergence = d.id))"
                                + " SELECT w.*, r.runbook, r.target, r.workflow_type, COALESCE(r.ended_at, r.started_at) AS at"
                                + " FROM waiting w JOIN run r ON r.id = w.run"
                                + " ORDER BY w.severity_rank DESC, at DESC, w.run, w.number LIMIT :limit")
                        .bind("limit", limit)
                        .map((row, context) -> item(row))
                        .list());
    }

    private static boolean known(Handle handle, String run, String divergence) {
        return handle.createQuery("SELECT COUNT(*) FROM divergence WHERE run = :run AND id = :id")
                        .bind("run", run)
                        .bind("id", divergence)
                        .mapTo(Integer.class)
                        .one()
                > 0;
    }

    private static InboxItem item(ResultSet row) throws SQLException {
        return new InboxItem(
                row.getString("run"),
                row.getString("id"),
                row.getString("likeness"),
                DivergenceKind.valueOf(row.getString("kind")),
                Severity.valueOf(row.getString("severity")),
                row.getString("title"),
                row.getString("step"),
                row.getString("runbook"),
                row.getString("target"),
                row.getString("workflow_type"),
                row.getInt("alike"),
                Micros.instant(row.getLong("at")));
    }
}
