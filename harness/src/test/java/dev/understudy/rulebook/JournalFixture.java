package dev.understudy.rulebook;

import dev.understudy.action.Action;
import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.store.Store;
import java.time.Instant;

/** The predictions of a run, as a shadow leaves them in the journal. */
final class JournalFixture {
    private static final Instant AT = Instant.parse("2026-03-10T09:00:00Z");

    private final Journal journal;
    private final String run;
    private long sequence;

    JournalFixture(Store store, String run) {
        this.journal = new Journal(store);
        this.run = run;
    }

    /** @return the event by which its commitment reached the operator's journal */
    CommitmentReceived predicts(long seq, Action action, boolean observed) {
        sequence++;
        ReachedOperation reached = new ReachedOperation(
                run,
                sequence,
                sequence - 1,
                "Act",
                "a" + sequence,
                Kind.WRITE,
                run,
                "W",
                action,
                Mode.SHADOW,
                "db-7",
                null,
                "salt" + sequence,
                "{}",
                AT);
        journal.reached(reached);
        journal.resolve(
                run,
                sequence,
                new Outcome(
                        observed ? Resolution.OBSERVED : Resolution.NOT_OBSERVED, Fidelity.WITHHELD, null, null, AT));
        return new CommitmentReceived(seq, AT, sequence, reached.prediction().hash());
    }
}
