package dev.understudy.backtest;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The backtests that were made. The latest one of a version decides which evidence it keeps. Append-only; thread-safe. */
public final class BacktestRecords {
    private final Store store;
    private final AuditLog audit;

    public BacktestRecords(Store store, Clock clock) {
        this.store = store;
        this.audit = new AuditLog(store, clock);
    }

    /** A backtest as it was recorded. */
    public record Recorded(long number, String by, Backtest backtest) {}

    /**
     * Records a backtest of all runs, with an entry in the audit log.
     *
     * @param by who made it
     */
    public Recorded save(Backtest backtest, String by) {
        return store.write(handle -> {
            long number = handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM backtest")
                    .mapTo(Long.class)
                    .one();
            WorkflowVersion version = backtest.version();
            handle.createUpdate(
                            "INSERT INTO backtest (number, workflow_type, fingerprint, runbook_fingerprint, made_by,"
                                    + " clean, operations, millis, at) VALUES (:number, :type, :fingerprint, :runbook, :by, :clean,"
                                    + " :operations, :millis, :at)")
                    .bind("number", number)
                    .bind("type", version.workflowType())
                    .bind("fingerprint", version.fingerprint())
                    .bind("runbook", version.runbookFingerprint())
                    .bind("by", by)
                    .bind("clean", backtest.clean() ? 1 : 0)
                    .bind("operations", backtest.operations())
                    .bind("millis", backtest.millis())
                    .bind("at", Micros.of(backtest.at()))
                    .execute();
            int place = 0;
            for (BacktestedRun run : backtest.runs()) {
                handle.createUpdate("INSERT INTO backtest_run (backtest, place, run, outcome, result)"
                                + " VALUES (:number, :place, :run, :outcome, :result)")
                        .bind("number", number)
                        .bind("place", ++place)
                        .bind("run", run.run())
                        .bind("outcome", run.outcome().name())
                        .bind("result", Json.write(run))
                        .execute();
            }
            audit.append(
                    by,
                    Act.BACKTESTED,
                    version.workflowType(),
                    Map.of("fingerprint", version.fingerprint(), "reason", backtest.sentence()));
            return new Recorded(number, by, backtest);
        });
    }

    /** The latest one of this version. */
    public Optional<Recorded> latest(WorkflowVersion version) {
        return store.read(handle -> handle.createQuery("SELECT * FROM backtest WHERE workflow_type = :type"
                        + " AND fingerprint = :fingerprint ORDER BY number DESC LIMIT 1")
                .bind("type", version.workflowType())
                .bind("fingerprint", version.fingerprint())
                .map((row, context) -> {
                    long number = row.getLong("number");
                    List<BacktestedRun> runs = handle.createQuery(
                                    "SELECT result FROM backtest_run WHERE backtest = :number ORDER BY place")
                            .bind("number", number)
                            .map((one, inner) -> Json.read(one.getString("result"), BacktestedRun.class))
                            .list();
                    return new Recorded(
                            number,
                            row.getString("made_by"),
                            new Backtest(
                                    new WorkflowVersion(
                                            row.getString("workflow_type"),
                                            row.getString("fingerprint"),
                                            version.runbook(),
                                            row.getString("runbook_fingerprint")),
                                    runs,
                                    row.getLong("operations"),
                                    row.getLong("millis"),
                                    Micros.instant(row.getLong("at"))));
                })
                .findOne());
    }
}
