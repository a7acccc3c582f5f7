package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.World;
import java.util.ArrayList;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** For each run that changes nothing, the writes that it pretended to do. Rebuilt from the journal after a restart. */
final class Worlds {
    private final Journal journal;
    private final ConcurrentMap<String, NavigableMap<Long, Action>> writes = new ConcurrentHashMap<>();

    Worlds(Journal journal) {
        this.journal = journal;
    }

    /** What the run had pretended when it asked for an operation that came after {@code after}. The same in every rehearsal. */
    World upTo(String run, long after) {
        return new World(new ArrayList<>(of(run).headMap(after, true).values()));
    }

    void pretended(String run, long sequence, Action write) {
        of(run).put(sequence, write);
    }

    /** The run is over. */
    void forget(String run) {
        writes.remove(run);
    }

    private NavigableMap<Long, Action> of(String run) {
        return writes.computeIfAbsent(run, this::fromJournal);
    }

    private NavigableMap<Long, Action> fromJournal(String run) {
        NavigableMap<Long, Action> found = new ConcurrentSkipListMap<>();
        for (JournalEntry entry : journal.ofRun(run)) {
            if (entry.operation().kind() == Kind.WRITE && entry.resolution() != Resolution.REFUSED) {
                found.put(entry.sequence(), entry.operation().action());
            }
        }
        return found;
    }
}
