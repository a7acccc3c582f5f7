package dev.understudy.twin;

import dev.understudy.action.Action;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.JournalQuery;
import dev.understudy.rehearsal.Twin.ProgramAnswer;
import dev.understudy.store.Store;
import org.jspecify.annotations.Nullable;

/** What programs answered in earlier runs: the answers for a place where they cannot run. */
public final class Recordings {
    /** No recordings: each answer is simulated. */
    public static final Recordings NONE = new Recordings(null);

    private static final int MOST = 100;

    private final @Nullable Journal journal;

    private Recordings(@Nullable Journal journal) {
        this.journal = journal;
    }

    /** Those of all runs of this store: what live runs did, and what operators did beside a shadow. */
    public static Recordings of(Store store) {
        return new Recordings(new Journal(store));
    }

    /** The latest answer to the very same act; a result of null says that there is none. */
    ProgramAnswer answer(Action action) {
        if (journal == null) {
            return new ProgramAnswer(null, "a program cannot run on the twin, and no recordings were given: simulated");
        }
        for (JournalEntry entry : journal.search(JournalQuery.ALL
                .verb(action.operation())
                .object(action.object())
                .limit(MOST))) {
            if (entry.result() != null && entry.operation().action().sameAs(action)) {
                return new ProgramAnswer(
                        entry.result(),
                        "answered from the recording of run "
                                + entry.operation().run());
            }
        }
        return new ProgramAnswer(
                null, "a program cannot run on the twin, and no run recorded what this one answers: simulated");
    }
}
