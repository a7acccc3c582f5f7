package dev.understudy.report;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Report;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The latest report of each run. Thread-safe. */
public final class Reports {
    private final Store store;
    private final Runs runs;
    private final Clock clock;

    public Reports(Store store) {
        this(store, Clock.systemUTC());
    }

    public Reports(Store store, Clock clock) {
        this.store = store;
        this.runs = new Runs(store);
        this.clock = clock;
    }

    /**
     * Keeps the report in the place of the run's earlier one; reviews of divergences that it has as well go on to hold. A
     * run that has ended is closed by it.
     *
     * @throws IllegalArgumentException where there is no such run
     */
    public void save(Report report) {
        save(report, "compared");
    }

    /**
     * As {@link #save(Report)}; the report whose place it takes stays readable as an earlier one.
     *
     * @param why it was made anew, for people: {@code rule-3 v1 made by rita}
     */
    public void save(Report report, String why) {
        store.write(handle -> {
            Run run = runs.find(report.run())
                    .orElseThrow(() -> new IllegalArgumentException("there is no run " + report.run()));
            replace(handle, report, why);
            if (run.state() == RunState.ENDED) {
                runs.close(run.id());
            }
            return true;
        });
    }

    public Optional<StoredReport> find(String run) {
        return store.read(handle -> handle.createQuery("SELECT report, made_at FROM report WHERE run = :run")
                .bind("run", run)
                .map((row, context) -> stored(handle, row.getString("report"), row.getLong("made_at")))
                .findOne());
    }

    /** The reports of all runs in which this workflow took part, of whatever version, by the runs' start. */
    public List<StoredReport> ofWorkflow(String workflowType) {
        return store.read(handle -> handle.createQuery("SELECT report.report AS report, report.made_at AS made_at"
                        + " FROM report JOIN run ON run.id = report.run WHERE run.workflow_type = :type"
                        + " ORDER BY run.started_at, run.id")
                .bind("type", workflowType)
                .map((row, context) -> stored(handle, row.getString("report"), row.getLong("made_at")))
                .list());
    }

    private static StoredReport stored(Handle handle, String json, long madeAt) {
        Report report = Json.read(json, Report.class);
        Map<String, Integer> place = new HashMap<>();
        report.divergences().forEach(divergence -> place.put(divergence.id(), place.size()));
        List<Review> reviews = ReviewRows.holding(handle, report.run()).stream()
                .filter(review -> place.containsKey(review.divergence()))
                .sorted(Comparator.comparing(review -> place.get(review.divergence())))
                .toList();
        return new StoredReport(report, json, Micros.instant(madeAt), reviews);
    }

    /** The reports that later ones took the place of, oldest first. */
    public List<EarlierReport> earlier(String run) {
        return store.read(handle -> handle.createQuery(
                        "SELECT number, report, made_at, replaced_at, why FROM earlier_report WHERE run = :run ORDER BY number")
                .bind("run", run)
                .map((row, context) -> new EarlierReport(
                        run,
                        row.getInt("number"),
                        row.getString("report"),
                        Micros.instant(row.getLong("made_at")),
                        Micros.instant(row.getLong("replaced_at")),
                        row.getString("why")))
                .list());
    }

    /** All reports there are, one for each compared run, by the runs' start. */
    public List<Report> all() {
        return store.read(handle -> handle.createQuery(
                        "SELECT report.report AS report FROM report JOIN run ON run.id = report.run"
                                + " ORDER BY run.started_at, run.id")
                .map((row, context) -> Json.read(row.getString("report"), Report.class))
                .list());
    }

    private void replace(Handle handle, Report report, String why) {
        keep(handle, report, why);
        handle.createUpdate("DELETE FROM rule_use WHERE run = :run")
                .bind("run", report.run())
                .execute();
        handle.createUpdate("DELETE FROM divergence WHERE run = :run")
                .bind("run", report.run())
                .execute();
        handle.createUpdate("DELETE FROM report WHERE run = :run")
                .bind("run", report.run())
                .execute();
        handle.createUpdate("INSERT INTO report (run, verdict, workflow_type, workflow_fingerprint,"
                        + " runbook_fingerprint, report, made_at) VALUES (:run, :verdict, :workflowType,"
                        + " :workflowFingerprint, :runbookFingerprint, :report, :madeAt)")
                .bind("run", report.run())
                .bind("verdict", report.verdict().name())
                .bind("workflowType", report.workflowType())
                .bind("workflowFingerprint", report.workflowFingerprint())
                .bind("runbookFingerprint", report.runbookFingerprint())
                .bind("report", report.toJson())
                .bind("madeAt", Micros.of(clock.instant()))
                .execute();
        int number = 0;
        Set<String> standing = report.standing().stream().map(Divergence::id).collect(Collectors.toSet());
        for (Divergence divergence : report.divergences()) {
            insert(handle, report.run(), ++number, divergence, standing.contains(divergence.id()));
        }
    }

    /** A report that says something else is kept before it goes. */
    private void keep(Handle handle, Report report, String why) {
        handle.createUpdate("INSERT INTO earlier_report (run, number, report, made_at, replaced_at, why)"
                        + " SELECT run, (SELECT COALESCE(MAX(number), 0) + 1 FROM earlier_report e WHERE e.run = :run),"
                        + " report, made_at, :now, :why FROM report WHERE run = :run AND report <> :report")
                .bind("run", report.run())
                .bind("now", Micros.of(clock.instant()))
                .bind("why", why)
                .bind("report", report.toJson())
                .execute();
    }

    private static void insert(Handle handle, String run, int number, Divergence divergence, boolean standing) {
        handle.createUpdate("INSERT INTO divergence (run, id, number, kind, severity, severity_rank, step, likeness,"
                        + " title, cause, alike_words, excused) VALUES (:run, :id, :number, :kind, :severity, :rank, :step, :group,"
                        + " :title, :cause, :alike, :excused)")
                .bind("run", run)
                .bind("id", divergence.id())
                .bind("number", number)
                .bind("kind", divergence.kind().name())
                .bind("severity", divergence.severity().name())
                .bind("rank", divergence.severity().ordinal())
                .bind("step", divergence.step())
                .bind("group", divergence.group())
                .bind("title", divergence.title())
                .bind("cause", standing || divergence.excused() ? null : divergence.cause())
                .bind("alike", divergence.alike())
                .bind("excused", divergence.excused() ? 1 : 0)
                .execute();
        for (String rule : divergence.excusedBy()) {
            handle.createUpdate("INSERT INTO rule_use (run, divergence, rule) VALUES (:run, :divergence, :rule)")
                    .bind("run", run)
                    .bind("divergence", divergence.id())
                    .bind("rule", rule)
                    .execute();
        }
    }
}
