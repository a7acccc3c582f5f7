package dev.understudy.shadow;

import dev.understudy.action.Normalisers;
import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.recording.SessionEvent;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.store.Json;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import dev.understudy.transcript.Session;
import dev.understudy.transcript.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;

/**
 * Prediction published, operator acts, workflow goes on. What it knows of a run it can build again from the store, so a
 * server that is restarted in the middle of a run goes on where it was. Thread-safe.
 */
public final class Lockstep {
    private static final int MOST_OUTPUT = 16_384;

    private final Store store;
    private final Journal journal;
    private final Sessions sessions;
    private final Runs runs;
    private final Function<String, List<String>> stepsOfRunbook;
    private final Normalisers normalisers;
    private final Teller teller;
    private final Clock clock;
    private final ConcurrentMap<String, Beside> besides = new ConcurrentHashMap<>();

    Lockstep(
            Store store,
            Function<String, List<String>> stepsOfRunbook,
            Normalisers normalisers,
            Teller teller,
            Clock clock) {
        this.store = store;
        this.journal = new Journal(store);
        this.sessions = new Sessions(store);
        this.runs = new Runs(store);
        this.stepsOfRunbook = stepsOfRunbook;
        this.normalisers = normalisers;
        this.teller = teller;
        this.clock = clock;
    }

    /** New events of a session, stored already. Those that were told before change nothing. */
    public void observe(String run, String session, List<SessionEvent> events) {
        Beside beside = beside(run);
        try {
            settle(run, beside.observe(session, events));
        } catch (StoreException e) {
            // What is in memory is ahead of the store now: it is built again from what was kept.
            forget(run);
            throw e;
        }
        if (beside.ended()) {
            teller.ended(run);
        }
    }

    /** See {@code Harness.commitments}. */
    public List<PublishedCommitment> published(String run, long after) {
        return beside(run).published(after);
    }

    /** See {@code Harness.awaitCommitments}. */
    public List<PublishedCommitment> awaitPublished(String run, long after, Duration patience)
            throws InterruptedException {
        return beside(run).awaitPublished(after, patience.toMillis());
    }

    /** The run was compared: nothing of it needs to be in memory. */
    public void forget(String run) {
        besides.remove(run);
    }

    /** What is in the journal already is published, as a write that was refused: the workflow would have done it. */
    void announce(ReachedOperation operation) {
        beside(operation.run()).publish(operation);
    }

    /** A shadow reached an operation that nobody needs to do, such as a read: it is published all the same. */
    void publish(ReachedOperation operation) {
        Beside beside = beside(operation.run());
        if (journal.reached(operation)) {
            beside.publish(operation);
        }
    }

    /** A shadow reached a write: it is on disk, then published, and the workflow will be told what becomes of it. */
    void predict(ReachedOperation operation, boolean needsOutput) {
        Beside beside = beside(operation.run());
        try {
            if (journal.reached(operation)) {
                beside.publish(operation);
                settle(operation.run(), beside.predict(operation, needsOutput));
            }
        } catch (StoreException e) {
            forget(operation.run());
            throw e;
        }
    }

    private void settle(String run, List<Beside.News> news) {
        if (news.isEmpty()) {
            return;
        }
        store.write(handle -> {
            news.forEach(each -> journal.resolve(run, each.settled().sequence(), outcome(each)));
            return true;
        });
        Map<String, List<Observed>> byWorkflow = new LinkedHashMap<>();
        news.stream()
                .filter(Beside.News::tell)
                .forEach(each -> byWorkflow
                        .computeIfAbsent(each.workflowId(), id -> new ArrayList<>())
                        .add(observed(each)));
        byWorkflow.forEach(teller::observed);
    }

    private Outcome outcome(Beside.News news) {
        Settled settled = news.settled();
        return settled.by() == null
                ? new Outcome(Resolution.NOT_OBSERVED, Fidelity.SIMULATED, settled.why(), null, clock.instant())
                : new Outcome(
                        Resolution.OBSERVED,
                        Fidelity.WITHHELD,
                        settled.why(),
                        Json.write(new Fulfilment(settled.by().id(), observed(news))),
                        clock.instant());
    }

    private static Observed observed(Beside.News news) {
        Settled settled = news.settled();
        if (settled.by() == null) {
            return Observed.nothing(settled.sequence());
        }
        String output = news.output().length() <= MOST_OUTPUT
                ? news.output()
                : news.output().substring(0, MOST_OUTPUT);
        return new Observed(
                settled.sequence(), settled.by().action(), settled.by().exit(), output);
    }

    private Beside beside(String run) {
        return besides.computeIfAbsent(run, this::rebuilt);
    }

    /** What the store knows of the run; and what its workflow may not have been told, is told again: that does no harm. */
    private Beside rebuilt(String id) {
        Beside beside =
                new Beside(runs.find(id).map(Run::runbook).map(stepsOfRunbook).orElse(List.of()), normalisers);
        for (Session session : sessions.ofRun(id)) {
            beside.observe(session.id(), session.events());
        }
        List<JournalEntry> entries = journal.ofRun(id);
        entries.stream()
                .map(JournalEntry::operation)
                .sorted(Comparator.comparing(ReachedOperation::publishedAt).thenComparing(ReachedOperation::sequence))
                .forEach(beside::publish);
        Map<String, List<Observed>> known = new LinkedHashMap<>();
        for (JournalEntry entry : entries) {
            if (entry.resolution() == Resolution.OBSERVED && entry.result() != null) {
                Fulfilment fulfilment = Json.read(entry.result(), Fulfilment.class);
                beside.alreadyPaired(fulfilment.by());
                tell(known, entry, fulfilment.observed());
            } else if (entry.resolution() == Resolution.NOT_OBSERVED) {
                tell(known, entry, Observed.nothing(entry.sequence()));
            }
        }
        known.forEach(teller::observed);
        for (JournalEntry entry : entries) {
            if (entry.resolution() == Resolution.OPEN && entry.operation().kind() == Kind.WRITE) {
                settle(id, beside.predict(entry.operation(), true));
            }
        }
        if (runs.find(id).filter(run -> run.state() != RunState.OPEN).isPresent()) {
            settle(id, beside.end());
        }
        return beside;
    }

    private static void tell(Map<String, List<Observed>> known, JournalEntry entry, Observed observed) {
        known.computeIfAbsent(entry.operation().workflowId(), workflow -> new ArrayList<>())
                .add(observed);
    }
}
