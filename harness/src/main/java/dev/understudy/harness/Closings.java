package dev.understudy.harness;

import dev.understudy.control.Incident;
import dev.understudy.control.Watchman;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.RunEnding;
import dev.understudy.run.Runs;
import dev.understudy.store.StoreException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits until the workflows of runs have ended, and then closes the runs: what became of them, and the comparison. */
final class Closings {
    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(1);
    private static final long STORE_AGAIN_MILLIS = 1_000;

    private final HarnessSetup setup;
    private final Endings endings;
    private final ComparedRuns compared;
    private final TemporalControl control;
    private final Watchman watchman;
    private final ExecutorService threads;
    private final Consumer<String> forget;
    private final Runs runs;
    private final Journal journal;
    private final Set<String> watched = ConcurrentHashMap.newKeySet();
    /** Notified when a run has ended. */
    private final Object ends = new Object();

    /** @param forget told of each run that was closed */
    Closings(
            HarnessSetup setup,
            Endings endings,
            ComparedRuns compared,
            TemporalControl control,
            Watchman watchman,
            ExecutorService threads,
            Consumer<String> forget) {
        this.setup = setup;
        this.endings = endings;
        this.compared = compared;
        this.control = control;
        this.watchman = watchman;
        this.threads = threads;
        this.forget = forget;
        this.runs = new Runs(setup.store());
        this.journal = new Journal(setup.store());
    }

    /** Waits, on a thread of its own, until the run's workflow has ended, and then closes the run. */
    void watch(String run) {
        if (watched.add(run)) {
            threads.execute(() -> {
                try {
                    closeWhenTheStoreAnswers(run);
                } catch (RuntimeException e) {
                    LOG.error("run {} could not be closed; it will be tried again at the next start", run, e);
                } finally {
                    watched.remove(run);
                }
            });
        }
    }

    /** Returns when some run was closed, when it is so already, or at the latest after a second or {@code patience}. */
    void awaitAny(Duration patience, BooleanSupplier already) throws InterruptedException {
        long millis = Math.min(LONGEST_LOOK.toMillis(), patience.toMillis());
        synchronized (ends) {
            if (!already.getAsBoolean()) {
                ends.wait(Math.max(1, millis));
            }
        }
    }

    private void closeWhenTheStoreAnswers(String run) {
        while (!threads.isShutdown()) {
            try {
                close(runs.find(run).orElseThrow());
                return;
            } catch (StoreException away) {
                if (away.reason() == StoreException.Reason.BROKEN || away.reason() == StoreException.Reason.CLOSED) {
                    throw away;
                }
                LOG.warn("run {} is closed when the store answers again: {}", run, away.getMessage());
            }
            try {
                TimeUnit.MILLISECONDS.sleep(STORE_AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private void close(Run run) {
        WorkflowEnd end = run.workflowType() == null ? WorkflowEnd.none() : awaitEnd(run);
        if (end.state() == WorkflowEnd.State.RUNNING) {
            return;
        }
        settleWhatNobodyKnows(run);
        if (end.state() != WorkflowEnd.State.NONE) {
            runs.ended(run.id(), new RunEnding(end.state() == WorkflowEnd.State.COMPLETED, end.why()));
        }
        runs.end(run.id(), setup.clock().instant());
        tellOfFailure(run);
        if (run.mode() == Mode.SHADOW) {
            Report report = Comparison.compare(compared.of(runs.find(run.id()).orElseThrow(), end));
            setup.reports().accept(report);
        }
        runs.close(run.id());
        forget.accept(run.id());
        synchronized (ends) {
            ends.notifyAll();
        }
    }

    /** An act that was begun and of which nothing was heard before its workflow ended. */
    private void settleWhatNobodyKnows(Run run) {
        ToldByHistory told = endings.toldByHistory();
        for (JournalEntry entry : control.inFlight(run.id())) {
            Optional<Outcome> outcome = told.outcome(entry, setup.clock().instant());
            if (outcome.isPresent()) {
                journal.resolve(run.id(), entry.sequence(), outcome.get());
            } else if (entry.operation().kind() == Kind.WRITE && run.mode().acts()) {
                journal.resolve(
                        run.id(),
                        entry.sequence(),
                        new Outcome(
                                Resolution.UNKNOWN,
                                null,
                                "the workflow ended while this was being done: find out whether it was",
                                null,
                                setup.clock().instant()));
            }
        }
    }

    private void tellOfFailure(Run run) {
        Run ended = runs.find(run.id()).orElse(run);
        RunEnding ending = ended.ending();
        if (run.mode().acts() && ending != null && !ending.completed() && !control.wasStopped(run.id())) {
            watchman.tell(new Incident(
                    Incident.Kind.RUN_FAILED,
                    run.id(),
                    String.valueOf(run.workflowType()),
                    String.valueOf(ending.why())));
        }
    }

    private WorkflowEnd awaitEnd(Run run) {
        if (run.mode() != Mode.SHADOW) {
            WorkflowEnd end = WorkflowEnd.running();
            while (end.state() == WorkflowEnd.State.RUNNING && !threads.isShutdown()) {
                end = endings.await(run.id(), Duration.ofMinutes(1));
            }
            return end;
        }
        WorkflowEnd end = endings.await(run.id(), setup.patience());
        if (end.state() != WorkflowEnd.State.RUNNING) {
            return end;
        }
        String why = "the workflow had not ended " + setup.patience().toSeconds()
                + " s after the operators ended the run, and was stopped";
        endings.terminate(run.id(), why);
        return WorkflowEnd.stopped(why);
    }
}
