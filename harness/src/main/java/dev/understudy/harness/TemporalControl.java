package dev.understudy.harness;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Control;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import dev.understudy.promotion.LiveStop;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.shadow.RunSignals;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Control by signals to the run's workflows; each act is in the audit log. */
final class TemporalControl implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalControl.class);
    private static final long LOOK_AGAIN_MILLIS = 200;

    private final WorkflowClient client;
    private final Runs runs;
    private final Journal journal;
    private final AuditLog audit;
    private final LiveStop liveStop;
    private final Executor background;
    private final Clock clock;

    TemporalControl(WorkflowClient client, Store store, LiveStop liveStop, Executor background, Clock clock) {
        this.client = client;
        this.runs = new Runs(store);
        this.journal = new Journal(store);
        this.audit = new AuditLog(store, clock);
        this.liveStop = liveStop;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public void pause(String run, String who, String why) {
        each(run, stub -> stub.signal(RunSignals.PAUSE));
        note(who, Act.PAUSED, run, why);
    }

    @Override
    public void resume(String run, String who, String why) {
        each(run, stub -> stub.signal(RunSignals.RESUME));
        note(who, Act.RESUMED, run, why);
    }

    @Override
    public void stop(String run, Stop how, String who, String why) {
        switch (how) {
            case NOW -> {
                root(run, stub -> stub.cancel(who + ": " + why));
                // What a paused run was holding is cancelled by now; what its workflow does to clean up must not be
                // held.
                each(run, stub -> stub.signal(RunSignals.RESUME));
            }
            case AFTER_THIS_OPERATION -> {
                each(run, stub -> stub.signal(RunSignals.PAUSE));
                background.execute(() -> endOnceIdle(run, "stopped by " + who + ": " + why));
            }
        }
        note(who, Act.STOPPED, run, how.name() + ": " + why);
    }

    @Override
    public void stopAllLive(String who, String why) {
        liveStop.stop(who, why);
    }

    @Override
    public void allowLive(String who, String why) {
        liveStop.allow(who, why);
    }

    @Override
    public List<JournalEntry> inFlight(String run) {
        return journal.ofRun(run).stream()
                .filter(entry -> entry.resolution() == Resolution.INTENT)
                .toList();
    }

    @Override
    public void settle(String run, long sequence, boolean done, String who, String why) {
        JournalEntry entry = journal.find(run, sequence)
                .filter(found -> found.resolution() == Resolution.UNKNOWN)
                .orElseThrow(() -> new RunRefused(
                        Reason.CHANGED_SINCE_SHOWN,
                        "operation " + sequence + " of run " + run
                                + " is not one whose outcome is unknown. Look at it again"));
        Resolution resolution = done ? Resolution.DONE : Resolution.FAILED;
        journal.resolve(run, entry.sequence(), new Outcome(resolution, null, who + ": " + why, null, clock.instant()));
        audit.append(
                who,
                Act.OPERATION_SETTLED,
                run,
                Map.of("sequence", Long.toString(sequence), "as", resolution.name(), "reason", why));
    }

    private void endOnceIdle(String run, String why) {
        try {
            while (!inFlight(run).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            root(run, stub -> stub.terminate(why));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RunRefused ended) {
            LOG.info("run {} ended by itself before it was stopped", run);
        }
    }

    private void note(String who, Act act, String run, String why) {
        audit.append(who, act, run, Map.of("reason", why));
    }

    private void root(String run, Consumer<WorkflowStub> act) {
        demandOpen(run);
        send(run, run, act);
    }

    /** The run's workflow, and its children as far as they are known; a child may have ended. */
    private void each(String run, Consumer<WorkflowStub> act) {
        root(run, act);
        Stream<String> children = journal.ofRun(run).stream()
                .map(entry -> entry.operation().workflowId())
                .distinct()
                .filter(id -> !id.equals(run));
        children.forEach(child -> {
            try {
                act.accept(client.newUntypedWorkflowStub(child));
            } catch (WorkflowNotFoundException ended) {
                LOG.debug("child {} of run {} has ended", child, run);
            }
        });
    }

    private void send(String run, String workflow, Consumer<WorkflowStub> act) {
        try {
            act.accept(client.newUntypedWorkflowStub(workflow));
        } catch (WorkflowNotFoundException ended) {
            throw new RunRefused(Reason.NO_SUCH_RUN, "the workflow of run " + run + " has ended", ended);
        } catch (WorkflowServiceException away) {
            throw new RunRefused(
                    Reason.TEMPORAL_AWAY,
                    "run " + run + " was not told: Temporal does not answer. Try again when it does",
                    away);
        }
    }

    private void demandOpen(String run) {
        boolean there = runs.find(run)
                .filter(found -> found.state() == RunState.OPEN)
                .map(Run::workflowType)
                .isPresent();
        if (!there) {
            throw new RunRefused(Reason.NO_SUCH_RUN, "there is no open run " + run + " in which a workflow takes part");
        }
    }
}
