package dev.understudy.journal;

import dev.understudy.prediction.Prediction;
import dev.understudy.store.Conditions;
import dev.understudy.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Every operation of every run. What returned is on disk. Thread-safe. */
public final class Journal {
    private final Store store;

    public Journal(Store store) {
        this.store = store;
    }

    /**
     * Records that a workflow reached an operation: as {@code OPEN} where it is withheld, as {@code INTENT} where it is
     * performed. Durable on return, so call it before the effect. A retry of the activity (same run, activity id and kind)
     * counts an attempt, takes a failed operation up again, and makes no second prediction.
     *
     * @return whether the operation is new
     * @throws IllegalArgumentException where another activity has this number in the run
     */
    public boolean reached(ReachedOperation operation) {
        return store.write(handle -> reached(handle, operation));
    }

    /**
     * Records at once that a workflow reached an operation and why it is refused, so that nobody ever sees it open.
     *
     * @return whether the operation is new
     */
    public boolean refused(ReachedOperation operation, String why, Instant at) {
        return settled(operation, new Outcome(Resolution.REFUSED, null, why, null, at));
    }

    /**
     * Says what became of an operation. Saying the same again has no effect.
     *
     * @return whether that is news
     * @throws IllegalResolution where {@link Resolution#next()} does not allow it
     * @throws IllegalArgumentException where the run has no such operation
     */
    public boolean resolve(String run, long sequence, Outcome outcome) {
        return store.write(handle -> {
            if (JournalRows.resolveNext(handle, run, sequence, outcome)) {
                return true;
            }
            JournalEntry entry = JournalRows.find(handle, run, sequence)
                    .orElseThrow(() -> new IllegalArgumentException("run " + run + " has no operation " + sequence));
            if (entry.resolution() == outcome.resolution()) {
                return false;
            }
            if (!entry.resolution().next().contains(outcome.resolution())) {
                throw new IllegalResolution(run, sequence, entry.resolution(), outcome.resolution());
            }
            throw new IllegalStateException("operation " + sequence + " of run " + run + " was not resolved");
        });
    }

    /**
     * Records at once that a workflow reached an operation and what became of it, for what is only pretended. A retry says what
     * became of it anew.
     *
     * @return whether the operation is new
     */
    public boolean settled(ReachedOperation operation, Outcome outcome) {
        return store.write(handle -> {
            if (JournalRows.insert(handle, operation, outcome)) {
                return true;
            }
            boolean news = reached(handle, operation);
            resolve(operation.run(), operation.sequence(), outcome);
            return news;
        });
    }

    public Optional<JournalEntry> find(String run, long sequence) {
        return store.read(handle -> JournalRows.find(handle, run, sequence));
    }

    public Optional<JournalEntry> find(String run, String activityId, Kind kind) {
        return store.read(handle -> JournalRows.find(handle, run, activityId, kind));
    }

    /** All operations of a run, by sequence. */
    public List<JournalEntry> ofRun(String run) {
        return store.read(handle -> JournalRows.list(
                handle, new Conditions().and("run = :run", "run", run), "sequence", Integer.MAX_VALUE));
    }

    /** The writes of a run that are withheld and that nobody has done yet, by sequence. */
    public List<JournalEntry> openPredictions(String run) {
        Conditions conditions = new Conditions()
                .and("run = :run", "run", run)
                .and("kind = :kind", "kind", Kind.WRITE)
                .and("resolution = :resolution", "resolution", Resolution.OPEN);
        return store.read(handle -> JournalRows.list(handle, conditions, "sequence", Integer.MAX_VALUE));
    }

    /** What of a run is being performed, by sequence. */
    public List<JournalEntry> inFlight(String run) {
        Conditions conditions = new Conditions()
                .and("run = :run", "run", run)
                .and("+resolution = :resolution", "resolution", Resolution.INTENT);
        return store.read(handle -> JournalRows.list(handle, conditions, "sequence", Integer.MAX_VALUE));
    }

    /** All that a workflow reached in a run, reads among them, as the comparison takes it; by sequence. */
    public List<Prediction> asPredictions(String run) {
        return ofRun(run).stream().map(entry -> entry.operation().prediction()).toList();
    }

    /** The latest published first. */
    public List<JournalEntry> search(JournalQuery query) {
        return store.read(handle -> JournalSearch.run(handle, query));
    }

    private static boolean reached(Handle handle, ReachedOperation operation) {
        // Nearly every operation is new, and then there is nothing to ask.
        if (JournalRows.insert(handle, operation, null)) {
            return true;
        }
        Optional<JournalEntry> before = JournalRows.find(
                        handle, operation.run(), operation.activityId(), operation.kind())
                .or(() -> askedAgain(handle, operation));
        if (before.isPresent()) {
            boolean again = before.get().resolution() == Resolution.FAILED;
            JournalRows.attempt(
                    handle,
                    before.get(),
                    again ? operation.begins() : before.get().resolution());
            return false;
        }
        JournalRows.find(handle, operation.run(), operation.sequence()).ifPresent(other -> {
            throw new IllegalArgumentException("operation " + operation.sequence() + " of run " + operation.run()
                    + " is activity " + other.operation().activityId() + ", not " + operation.activityId());
        });
        JournalRows.insertAtFreeNumber(handle, operation);
        return true;
    }

    /** The same operation, which a held run asks for again by another activity. */
    private static Optional<JournalEntry> askedAgain(Handle handle, ReachedOperation operation) {
        return JournalRows.find(handle, operation.run(), operation.sequence())
                .filter(entry -> entry.operation().kind() == operation.kind()
                        && entry.operation().activityType().equals(operation.activityType())
                        && entry.operation().action().equals(operation.action()));
    }
}
