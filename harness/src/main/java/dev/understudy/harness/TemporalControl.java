package dev.understudy.harness;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Approvals;
import dev.understudy.control.Control;
import dev.understudy.control.Held;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Holds;
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
import dev.understudy.shadow.SecondKey;
import dev.understudy.shadow.StoreOutage;
import dev.understudy.shadow.ToldByTemporal;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowQueryException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowStub;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Control by signals to the run's workflows; each act is in the audit log. */
final class TemporalControl implements Control {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalControl.class);
    private static final long LOOK_AGAIN_MILLIS = 100;
    /** For a cancelled workflow to end by itself, before it is ended. */
    private static final long GRACE_MILLIS = 1_000;

    private final WorkflowClient client;
    private final Runs runs;
    private final Journal journal;
    private final AuditLog audit;
    private final LiveStop liveStop;
    private final Holds holds;
    private final Approvals approvals;
    private final SecondKey secondKey;
    private final Supplier<ToldByTemporal> teller;
    private final Supplier<StoreOutage> outage;
    private final Executor background;
    private final Clock clock;
    private final Store store;

    TemporalControl(
            WorkflowClient client,
            Store store,
            LiveStop liveStop,
            SecondKey secondKey,
            Supplier<ToldByTemporal> teller,
            Supplier<StoreOutage> outage,
            Executor background,
            Clock clock) {
        this.client = client;
        this.store = store;
        this.runs = new Runs(store);
        this.journal = new Journal(store);
        this.audit = new AuditLog(store, clock);
        this.liveStop = liveStop;
        this.holds = new Holds(store, clock);
        this.approvals = new Approvals(store, clock);
        this.secondKey = secondKey;
        this.teller = teller;
        this.outage = outage;
        this.background = background;
        this.clock = clock;
    }

    @Override
    public void pause(String run, String who, String why) {
        demandOpen(run);
        store.write(handle -> {
            holds.hold(run, Cause.PAUSED, null, null, why, who);
            return note(who, Act.PAUSED, run, why);
        });
        each(run, stub -> stub.signal(RunSignals.PAUSE));
    }

    @Override
    public void resume(String run, String who, String why) {
        Run held = demandOpen(run);
        List<Hold> others = holds(run).stream()
                .filter(hold -> !hold.cause().endsByResuming())
                .toList();
        if (!others.isEmpty()) {
            throw new RunRefused(
                    Reason.HELD, "run " + run + " stays held: " + others.get(0).why());
        }
        demandStillPromoted(held);
        long released = store.write(handle -> {
            note(who, Act.RESUMED, run, why);
            return holds.release(run, hold -> hold.cause().endsByResuming(), who)
                    .orElse(0L);
        });
        each(run, stub -> stub.signal(RunSignals.RESUME, released));
    }

    @Override
    public void stop(String run, Stop how, String who, String why) {
        demandOpen(run);
        String words = "stopped by " + who + ": " + why;
        long released = store.write(handle -> {
            runs.stop(run, how.name());
            note(who, Act.STOPPED, run, how.name() + ": " + why);
            return how == Stop.AFTER_THIS_OPERATION
                    ? 0L
                    : holds.release(run, hold -> hold.cause() != Cause.ALL_LIVE_STOPPED, who)
                            .orElse(0L);
        });
        switch (how) {
            case NOW -> {
                background.execute(() -> endOnceIdle(run, words, GRACE_MILLIS));
                cancel(run, who, why, released);
            }
            case WITH_COMPENSATION -> cancel(run, who, why, released);
            case AFTER_THIS_OPERATION -> {
                background.execute(() -> endOnceIdle(run, words, 0));
                each(run, stub -> stub.signal(RunSignals.PAUSE));
            }
        }
    }

    /** What a held run was holding is cancelled first; what its workflow then does to clean up must not be held. */
    private void cancel(String run, String who, String why, long released) {
        root(run, stub -> stub.cancel(who + ": " + why));
        goOn(run, released);
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
        return journal.inFlight(run);
    }

    @Override
    public List<Hold> holds(String run) {
        return Stream.concat(holds.open(run).stream(), outage.get().holds(run).stream())
                .toList();
    }

    @Override
    public List<Held> waiting(String run) {
        return findWaiting(run).stream()
                .map(Waiter::held)
                .sorted(Comparator.comparing(Held::sequence))
                .toList();
    }

    @Override
    public void approve(String run, long sequence, String fingerprint, String who) {
        demandStillPromoted(demandOpen(run));
        Waiter waiter = findWaiting(run).stream()
                .filter(found -> found.held().sequence() == sequence)
                .findFirst()
                .orElseThrow(() -> new RunRefused(
                        Reason.CHANGED_SINCE_SHOWN,
                        "operation " + sequence + " of run " + run + " does not wait for approval. Look again"));
        Held held = waiter.held();
        if (!held.fingerprint().equals(fingerprint)) {
            throw new RunRefused(
                    Reason.CHANGED_SINCE_SHOWN,
                    "operation " + sequence + " of run " + run
                            + " is another action than the one that was shown: now it is "
                            + held.action().summary() + " (" + held.fingerprint() + "). Look at it, and approve that");
        }
        store.write(handle -> {
            approvals.approve(run, sequence, fingerprint, who);
            return audit.append(
                    who,
                    Act.OPERATION_APPROVED,
                    run,
                    Map.of(
                            "sequence",
                            Long.toString(sequence),
                            "action",
                            held.action().summary(),
                            "fingerprint",
                            fingerprint));
        });
        send(run, waiter.workflow(), stub -> stub.signal(RunSignals.APPROVED, sequence, fingerprint));
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
        Optional<Long> released = store.write(handle -> {
            journal.resolve(
                    run, entry.sequence(), new Outcome(resolution, null, who + ": " + why, null, clock.instant()));
            audit.append(
                    who,
                    Act.OPERATION_SETTLED,
                    run,
                    Map.of("sequence", Long.toString(sequence), "as", resolution.name(), "reason", why));
            return holds.release(
                    run,
                    hold -> hold.cause() == Cause.OUTCOME_UNKNOWN
                            && Long.valueOf(sequence).equals(hold.sequence()),
                    who);
        });
        boolean open = runs.find(run).map(Run::state).orElse(RunState.CLOSED) == RunState.OPEN;
        if (open && released.isPresent()) {
            goOn(run, released.get());
        }
    }

    List<Hold> allHolds(String run) {
        return holds.ofRun(run);
    }

    boolean wasStopped(String run) {
        return holds.standing(run).stop() != null;
    }

    /** Nothing holds the run any more: tells its workflows, now or as soon as Temporal takes it. */
    void goOn(String run, long released) {
        workflows(run).forEach(workflow -> teller.get().resumed(workflow, released));
    }

    /** Something holds the run: tells its workflows that have more to do before their next write. */
    void holdUp(String run) {
        workflows(run).forEach(workflow -> teller.get().paused(workflow));
    }

    private record Waiter(String workflow, Held held) {}

    private List<Waiter> findWaiting(String run) {
        demandOpen(run);
        List<Waiter> found = new ArrayList<>();
        Deque<String> workflows = new ArrayDeque<>(List.of(run));
        while (!workflows.isEmpty()) {
            String workflow = workflows.pop();
            try {
                RunSignals.Waiting waiting =
                        client.newUntypedWorkflowStub(workflow).query(RunSignals.WAITING, RunSignals.Waiting.class);
                waiting.held().forEach(held -> found.add(new Waiter(workflow, held)));
                workflows.addAll(waiting.children());
            } catch (WorkflowNotFoundException ended) {
                LOG.debug("workflow {} of run {} has ended", workflow, run);
            } catch (WorkflowQueryException | WorkflowServiceException away) {
                throw new RunRefused(
                        Reason.TEMPORAL_AWAY,
                        "run " + run + " does not say what waits: its worker or Temporal does not answer. Try again",
                        away);
            }
        }
        return found;
    }

    private void demandStillPromoted(Run run) {
        String type = run.workflowType();
        String fingerprint = run.workflowFingerprint();
        if (run.mode().acts()
                && type != null
                && fingerprint != null
                && !liveStop.stopped()
                && !secondKey.confirms(type, fingerprint)) {
            throw new RunRefused(
                    Reason.NOT_PROMOTED,
                    type + " may not act any more, so run " + run.id()
                            + " would only be refused. Promote it again first, or stop the run");
        }
    }

    private void endOnceIdle(String run, String why, long graceMillis) {
        try {
            TimeUnit.MILLISECONDS.sleep(graceMillis);
            while (!inFlight(run).isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            }
            terminate(run, why);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void terminate(String run, String why) throws InterruptedException {
        while (true) {
            try {
                root(run, stub -> stub.terminate(why));
                return;
            } catch (RunRefused refused) {
                if (refused.reason() != Reason.TEMPORAL_AWAY) {
                    LOG.info("run {} ended by itself before it was stopped", run);
                    return;
                }
                LOG.warn("run {} could not be ended, trying again: {}", run, refused.getMessage());
                TimeUnit.SECONDS.sleep(1);
            }
        }
    }

    private AuditEntry note(String who, Act act, String run, String why) {
        return audit.append(who, act, run, Map.of("reason", why));
    }

    private void root(String run, Consumer<WorkflowStub> act) {
        demandOpen(run);
        send(run, run, act);
    }

    /** The run's workflow, and its children as far as they are known; a child may have ended. */
    private void each(String run, Consumer<WorkflowStub> act) {
        root(run, act);
        workflows(run).filter(id -> !id.equals(run)).forEach(child -> {
            try {
                act.accept(client.newUntypedWorkflowStub(child));
            } catch (WorkflowNotFoundException ended) {
                LOG.debug("child {} of run {} has ended", child, run);
            }
        });
    }

    private Stream<String> workflows(String run) {
        Stream<String> journaled =
                journal.ofRun(run).stream().map(entry -> entry.operation().workflowId());
        return Stream.concat(Stream.of(run), journaled).distinct();
    }

    private void send(String run, String workflow, Consumer<WorkflowStub> act) {
        try {
            act.accept(client.newUntypedWorkflowStub(workflow));
        } catch (WorkflowNotFoundException ended) {
            throw new RunRefused(Reason.NO_SUCH_RUN, "the workflow of run " + run + " has ended", ended);
        } catch (WorkflowServiceException away) {
            throw new RunRefused(
                    Reason.TEMPORAL_AWAY,
                    "the workflow of run " + run
                            + " was not told, for Temporal does not answer; try again when it does. What is"
                            + " said of its live writes holds all the same",
                    away);
        }
    }

    private Run demandOpen(String run) {
        return runs.find(run)
                .filter(found -> found.state() == RunState.OPEN && found.workflowType() != null)
                .orElseThrow(() -> new RunRefused(
                        Reason.NO_SUCH_RUN, "there is no open run " + run + " in which a workflow takes part"));
    }
}
