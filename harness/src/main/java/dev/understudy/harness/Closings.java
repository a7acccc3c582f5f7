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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes runs whose workflow has ended, and compares those in which it was a shadow. Thread-safe. */
final class Closings implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closings.class);
    /** Few threads, for what ends together would else be compared together. */
    private static final int TOGETHER = 4;
    /** For so long Temporal is asked at once for the end of a workflow that has all the time it needs. */
    private static final Duration ASKED_AT_ONCE = Duration.ofMinutes(10);

    private static final Duration TEMPORAL_AWAY = Duration.ofSeconds(1);
    private static final Duration STORE_AWAY = Duration.ofSeconds(1);

    private final HarnessSetup setup;
    private final Runs runs;
    private final Journal journal;
    private final Endings endings;
    private final ComparedRuns compared;
    private final TemporalControl control;
    private final Watchman watchman;
    private final Consumer<String> forget;
    /** Runs that wait for the end of their workflow, each completed when it is closed. */
    private final ConcurrentMap<String, CompletableFuture<Void>> watched = new ConcurrentHashMap<>();

    private final ExecutorService closing = Executors.newFixedThreadPool(TOGETHER, task -> {
        Thread thread = new Thread(task, "understudy-closings");
        thread.setDaemon(true);
        return thread;
    });

    /** @param forget told of each run that is closed */
    Closings(
            HarnessSetup setup,
            Endings endings,
            ComparedRuns compared,
            TemporalControl control,
            Watchman watchman,
            Consumer<String> forget) {
        this.setup = setup;
        this.runs = new Runs(setup.store());
        this.journal = new Journal(setup.store());
        this.endings = endings;
        this.compared = compared;
        this.control = control;
        this.watchman = watchman;
        this.forget = forget;
    }

    /** Closes the run when its workflow has ended. No thread waits for that. */
    void watch(String run) {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (watched.putIfAbsent(run, closed) != null) {
            return;
        }
        try {
            closing.execute(() -> begin(run, closed));
        } catch (RejectedExecutionException harnessIsClosed) {
            left(run, closed); // which the next harness finds
        }
    }

    private void begin(String run, CompletableFuture<Void> closed) {
        try {
            runs.find(run).ifPresentOrElse(there -> awaitEnd(there, closed), () -> left(run, closed));
        } catch (StoreException away) {
            LOG.warn("run {} is looked at when the store answers again: {}", run, away.getMessage());
            later(STORE_AWAY, () -> begin(run, closed));
        }
    }

    /**
     * Waits until the run is closed.
     *
     * @return false at once where it is not watched here
     */
    boolean await(String run, Duration patience) throws InterruptedException {
        CompletableFuture<Void> closed = watched.get(run);
        if (closed == null) {
            return false;
        }
        try {
            closed.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException open) {
            LOG.debug("run {} is not closed after {}", run, patience);
        } catch (ExecutionException never) {
            throw new IllegalStateException(never);
        }
        return true;
    }

    private void left(String run, CompletableFuture<Void> closed) {
        watched.remove(run);
        closed.complete(null);
    }

    private void awaitEnd(Run run, CompletableFuture<Void> closed) {
        if (run.workflowType() == null) {
            closeOrSay(run, WorkflowEnd.none(), closed);
            return;
        }
        Duration patience = run.mode() == Mode.SHADOW ? setup.patience() : ASKED_AT_ONCE;
        endings.awaited(run.id(), patience)
                .whenCompleteAsync(
                        (end, failure) -> {
                            if (failure != null) {
                                LOG.warn(
                                        "Temporal does not say whether run {} has ended, it is asked again: {}",
                                        run.id(),
                                        String.valueOf(failure));
                                later(TEMPORAL_AWAY, () -> awaitEnd(run, closed));
                            } else if (end.state() == WorkflowEnd.State.RUNNING && run.mode() != Mode.SHADOW) {
                                awaitEnd(run, closed);
                            } else {
                                closeOrSay(run, end.state() == WorkflowEnd.State.RUNNING ? stopped(run) : end, closed);
                            }
                        },
                        closing);
    }

    private void later(Duration pause, Runnable task) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, closing)
                .execute(task);
    }

    private WorkflowEnd stopped(Run run) {
        String why = "the workflow had not ended " + setup.patience().toSeconds()
                + " s after the operators ended the run, and was stopped";
        endings.terminate(run.id(), why);
        return WorkflowEnd.stopped(why);
    }

    private void closeOrSay(Run run, WorkflowEnd end, CompletableFuture<Void> closed) {
        try {
            close(run, end);
        } catch (StoreException away) {
            if (away.reason() != StoreException.Reason.BROKEN && away.reason() != StoreException.Reason.CLOSED) {
                LOG.warn("run {} is closed when the store answers again: {}", run.id(), away.getMessage());
                later(STORE_AWAY, () -> closeOrSay(run, end, closed));
                return;
            }
            LOG.error("run {} could not be closed; it will be tried again at the next start", run.id(), away);
        } catch (RuntimeException e) {
            LOG.error("run {} could not be closed; it will be tried again at the next start", run.id(), e);
        }
        left(run.id(), closed);
    }

    private void close(Run run, WorkflowEnd end) {
        RunEnding ending = end.state() == WorkflowEnd.State.NONE
                ? null
                : new RunEnding(end.state() == WorkflowEnd.State.COMPLETED, end.why());
        settleWhatNobodyKnows(run);
        if (run.mode() == Mode.SHADOW) {
            if (ending != null) {
                runs.ended(run.id(), ending);
            }
            runs.end(run.id(), setup.clock().instant());
            Report report = Comparison.compare(compared.of(runs.find(run.id()).orElseThrow(), end));
            setup.reports().accept(report);
            runs.close(run.id());
        } else {
            if (run.mode().acts()) {
                tellOfFailure(run, ending);
            }
            runs.finish(run.id(), ending, setup.clock().instant());
        }
        forget.accept(run.id());
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

    /** @param ending null where no workflow took part; what was said of it before counts more */
    private void tellOfFailure(Run run, @Nullable RunEnding ending) {
        RunEnding said = run.ending() == null ? ending : run.ending();
        if (said != null && !said.completed() && !control.wasStopped(run.id())) {
            watchman.tell(new Incident(
                    Incident.Kind.RUN_FAILED,
                    run.id(),
                    String.valueOf(run.workflowType()),
                    String.valueOf(said.why())));
        }
    }

    @Override
    public void close() {
        closing.shutdownNow();
    }
}
