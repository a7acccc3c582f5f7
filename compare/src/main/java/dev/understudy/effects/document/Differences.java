package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found between two states of a document; filled while they are read side by side. */
public final class Differences {
    private final SortedMap<String, Change> changes = new TreeMap<>();
    private final SortedSet<String> bookkeeping = new TreeSet<>();
    private final SortedMap<String, String> rewritten = new TreeMap<>();
    private final SortedMap<String, Change> orders = new TreeMap<>();

    /** JSON pointers with what became of the fields. An element of a keyed list is called by its key. */
    public SortedMap<String, Change> changes() {
        // That elements only change places still changes the object: it may start a rollout.
        return changes.isEmpty() ? orders : changes;
    }

    /** Whether nothing differs but the places of elements of lists in which places do not matter. */
    public boolean isOnlyOrder() {
        return changes.isEmpty() && !orders.isEmpty();
    }

    /** The pointers of the client's own notes that changed. */
    public SortedSet<String> bookkeeping() {
        return bookkeeping;
    }

    /** What was left out of the comparison for a reason that is told: what it is → what it was. */
    public SortedMap<String, String> rewritten() {
        if (!changes.isEmpty()) {
            orders.forEach((pointer, change) -> rewritten.put("order of " + pointer, String.valueOf(change.to())));
        }
        return rewritten;
    }

    void changed(String pointer, Change change) {
        changes.put(pointer, change);
    }

    void noted(String pointer) {
        bookkeeping.add(pointer);
    }

    void derived(String pointer, JsonNode value) {
        rewritten.put(pointer, Pruned.told(value));
    }

    void reordered(String pointer, Change change) {
        orders.put(pointer, change);
    }
}
