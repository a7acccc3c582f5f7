package dev.understudy.backtest;

import dev.understudy.automation.Automation;
import dev.understudy.divergence.Report;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.journal.Journal;
import dev.understudy.operation.Mode;
import dev.understudy.recording.SessionRecording;
import dev.understudy.report.Reports;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Runs workflows of the class path against the recorded runs of a store. Reads the store, and changes nothing anywhere. */
public final class Backtests {
    private static final long IDLE_MILLIS = 5_000;

    private final Runs runs;
    private final Sessions sessions;
    private final Journal journal;
    private final Reports reports;
    private final Clock clock;

    public Backtests(Store store, Clock clock) {
        this.runs = new Runs(store);
        this.sessions = new Sessions(store);
        this.journal = new Journal(store);
        this.reports = new Reports(store);
        this.clock = clock;
    }

    /**
     * Plays the workflow in each run beside which a workflow of its type, or none, shadowed operators with its runbook.
     *
     * @param runbook as it is now; null where it is not known here
     * @param since only runs that began at or after; null for all
     */
    public Backtest run(Automation automation, @Nullable Runbook runbook, @Nullable Instant since)
            throws InterruptedException {
        KnownWorkflow workflow = KnownWorkflow.of(automation);
        WorkflowVersion version = new WorkflowVersion(
                workflow.type(),
                workflow.fingerprint(),
                workflow.runbook(),
                runbook == null ? "" : runbook.fingerprint());
        List<String> steps = runbook == null
                ? List.of()
                : runbook.steps().stream().map(Step::id).toList();
        List<Run> recorded = runs
                .recent(
                        RunFilter.ANY
                                .runbook(workflow.runbook())
                                .mode(Mode.SHADOW)
                                .since(since),
                        Integer.MAX_VALUE)
                .stream()
                .filter(run -> run.state() != RunState.OPEN)
                .filter(run -> run.workflowType() == null || run.workflowType().equals(workflow.type()))
                .sorted(Comparator.comparing(Run::startedAt).thenComparing(Run::id))
                .toList();
        if (recorded.isEmpty()) {
            return new Backtest(version, List.of(), 0, 0, clock.instant());
        }
        try (Playhouse house = new Playhouse(automation, steps, IDLE_MILLIS)) {
            long began = System.nanoTime();
            List<BacktestedRun> played = all(house, recorded);
            long millis = (System.nanoTime() - began) / 1_000_000;
            long operations =
                    played.stream().mapToLong(BacktestedRun::operations).sum();
            return new Backtest(version, played, operations, millis, clock.instant());
        }
    }

    private List<BacktestedRun> all(Playhouse house, List<Run> recorded) throws InterruptedException {
        int hands = Math.max(2, Runtime.getRuntime().availableProcessors());
        ExecutorService threads = Executors.newFixedThreadPool(hands);
        try {
            List<Future<BacktestedRun>> playing = new ArrayList<>();
            for (Run run : recorded) {
                playing.add(threads.submit(() -> one(house, run)));
            }
            List<BacktestedRun> played = new ArrayList<>();
            for (Future<BacktestedRun> one : playing) {
                played.add(one.get());
            }
            return played;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be played: " + e.getCause(), e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private BacktestedRun one(Playhouse house, Run run) throws InterruptedException {
        Report report = reports.find(run.id()).map(StoredReport::report).orElse(null);
        RecordedRun recorded = new RecordedRun(
                run,
                sessions.ofRun(run.id()).stream()
                        .map(session -> new SessionRecording(session.id(), session.events()))
                        .toList(),
                journal.ofRun(run.id()),
                report);
        if (recorded.journal().isEmpty()) {
            return new BacktestedRun(
                    run.id(),
                    BacktestOutcome.NOT_REPRODUCIBLE,
                    "no workflow was beside the operators, so what it would have read was not recorded",
                    null,
                    0);
        }
        try {
            return Judge.of(recorded, house.play(recorded));
        } catch (IllegalArgumentException e) {
            return new BacktestedRun(
                    run.id(),
                    BacktestOutcome.NOT_REPRODUCIBLE,
                    "the run's parameters are not what this version takes: " + e.getMessage(),
                    null,
                    0);
        }
    }
}
