package dev.understudy.evidence;

import dev.understudy.divergence.Counts;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Doubt;
import dev.understudy.divergence.DoubtFound;
import dev.understudy.divergence.NotEvidence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Severity;
import dev.understudy.divergence.Verdict;
import dev.understudy.divergence.Versions;
import dev.understudy.operation.Mode;
import dev.understudy.report.Reports;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Puts shadowed runs with their reports into a store, as a season of work would. Each run ends an hour after the one before. */
public final class Shadowed {
    public static final WorkflowVersion VERSION =
            new WorkflowVersion("ScaleOut", "workflow-1", "scale-out", "runbook-1");

    private final Store store;
    private final WorkflowVersion version;
    private Instant next = Instant.parse("2026-03-01T00:00:00Z");
    private int number;

    public Shadowed(Store store) {
        this(store, VERSION);
    }

    public Shadowed(Store store, WorkflowVersion version) {
        this.store = store;
        this.version = version;
    }

    /** So many clean runs, by these operators in turn. */
    public void clean(int runs, String... operators) {
        IntStream.range(0, runs).forEach(i -> clean(operators.length == 0 ? "ann" : operators[i % operators.length]));
    }

    public String clean(String operator) {
        return run(operator, Verdict.CLEAN, new Counts(3, 0, 0, 0, 1, 1), List.of(), List.of(), List.of());
    }

    /** Clean, but for a difference that a rule hid. */
    public String excusedByRule(String operator) {
        return run(operator, Verdict.CLEAN, new Counts(2, 0, 1, 0, 0, 0), List.of(), List.of(), List.of());
    }

    public String diverged(String operator, Divergence... divergences) {
        Counts counts = new Counts(2, divergences.length, 0, 0, 0, 0);
        return run(operator, Verdict.DIVERGED, counts, List.of(), List.of(), List.of(divergences));
    }

    public String inconclusive(String operator, Doubt doubt, NotEvidence reason) {
        return run(
                operator,
                Verdict.INCONCLUSIVE,
                Counts.NONE,
                List.of(new DoubtFound(doubt, null)),
                List.of(reason),
                List.of());
    }

    /** A clean run that does not count all the same. */
    public String uncounted(String operator, NotEvidence reason) {
        Counts counts = new Counts(3, 0, 0, 0, 0, 0);
        return run(operator, Verdict.CLEAN, counts, List.of(), List.of(reason), List.of());
    }

    /** A run that has begun and goes on. */
    public String begun(String operator) {
        String id = "run-" + version.fingerprint() + "-" + ++number;
        next = next.plus(Duration.ofHours(1));
        new Runs(store)
                .create(Run.begun(
                                id,
                                version.runbook(),
                                version.runbookFingerprint(),
                                "eu-1",
                                Map.of(),
                                Mode.SHADOW,
                                List.of(operator),
                                next.minus(Duration.ofMinutes(30)))
                        .with(version.workflowType(), version.fingerprint()));
        return id;
    }

    public static Divergence divergence(String id, Severity severity) {
        return new Divergence(
                id,
                "group-" + severity,
                DivergenceKind.UNEXPECTED,
                severity,
                "delete file:/a",
                "the workflow would have deleted it",
                "drain",
                null,
                List.of(),
                null,
                null,
                null,
                null,
                "alike",
                List.of());
    }

    public static Divergence following(String id, String cause) {
        return new Divergence(
                id,
                "group-of-remedies",
                DivergenceKind.MISSED,
                Severity.LOW,
                "create file:/a",
                "it only follows",
                null,
                null,
                List.of(),
                null,
                cause,
                null,
                null,
                "alike",
                List.of());
    }

    private String run(
            String operator,
            Verdict verdict,
            Counts counts,
            List<DoubtFound> doubts,
            List<NotEvidence> whyNot,
            List<Divergence> divergences) {
        String id = begun(operator);
        new Runs(store).end(id, next);
        new Reports(store)
                .save(new Report(
                        id,
                        version.runbook(),
                        version.runbookFingerprint(),
                        version.workflowType(),
                        version.fingerprint(),
                        "eu-1",
                        next.minus(Duration.ofMinutes(30)),
                        verdict,
                        doubts,
                        whyNot.isEmpty(),
                        new ArrayList<>(whyNot),
                        counts,
                        List.of(),
                        divergences,
                        List.of(),
                        null,
                        new Versions("1", "1", "none")));
        return id;
    }
}
