package dev.understudy.effects;

import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.Document;
import dev.understudy.effects.document.DocumentDiff;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What became of one object in the end, whatever way led there; filled effect by effect. */
final class NetState {
    private static final String TEMPLATE = "/spec/template/";

    /** Whether the object was made here and was not there before. */
    private boolean made;

    private boolean gone;
    private boolean lost;
    private boolean twice;
    private int rollouts;
    private final SortedMap<String, Change> changes = new TreeMap<>();
    private final Set<String> written = new HashSet<>();
    private @Nullable SortedMap<String, Change> deleted;
    private @Nullable CanonicalEffect deletion;

    static boolean covers(CanonicalEffect effect) {
        return switch (effect.operation()) {
            case "update", "create", "delete" -> effect.doubts().isEmpty();
            default -> false;
        };
    }

    void add(CanonicalEffect effect) {
        switch (effect.operation()) {
            case "create" -> create(leaves(effect.value()));
            case "delete" -> delete(effect);
            default -> {
                rollouts +=
                        effect.changes().keySet().stream().anyMatch(pointer -> pointer.startsWith(TEMPLATE)) ? 1 : 0;
                effect.changes().forEach(this::put);
            }
        }
    }

    /** Whether both came to the same in the end. */
    boolean sameAs(NetState other) {
        return isThere() == other.isThere()
                && isGone() == other.isGone()
                && (!isGone() || sameDeletion(other))
                && sameChanges(other);
    }

    /** Whether nothing happened on the way but what is there in the end, each field written once. */
    boolean isStraight() {
        return !twice && !lost;
    }

    /** How many of its effects started new pods. */
    int rollouts() {
        return rollouts;
    }

    boolean isNothing() {
        return changes.isEmpty() && !made && !isGone();
    }

    private boolean isThere() {
        return made && !gone;
    }

    private boolean isGone() {
        return gone && !made;
    }

    private boolean sameDeletion(NetState other) {
        return deletion != null
                && other.deletion != null
                && Relation.of(deletion, other.deletion).isSame();
    }

    private boolean sameChanges(NetState other) {
        if (!changes.keySet().equals(other.changes.keySet())) {
            return false;
        }
        for (Map.Entry<String, Change> change : changes.entrySet()) {
            Change theirs = other.changes.get(change.getKey());
            if (theirs == null
                    || !DocumentDiff.same(change.getKey(), change.getValue().to(), theirs.to())) {
                return false;
            }
        }
        return true;
    }

    private void create(SortedMap<String, Change> fields) {
        lost |= gone;
        gone = false;
        SortedMap<String, Change> was = deleted;
        if (was == null) {
            made = true;
            fields.forEach(this::put);
            return;
        }
        // It was there before, was deleted and made again: in the end it differs as far as the two differ.
        deleted = null;
        changes.clear();
        was.forEach((pointer, change) -> {
            Change now = fields.get(pointer);
            if (now == null || !DocumentDiff.same(pointer, change.to(), now.to())) {
                changes.put(pointer, new Change(change.to(), now == null ? null : now.to()));
            }
        });
        fields.forEach((pointer, now) -> {
            if (!was.containsKey(pointer)) {
                changes.put(pointer, now);
            }
        });
    }

    private void delete(CanonicalEffect effect) {
        lost |= made || deleted == null && effect.value() != null && !written.isEmpty();
        if (made) {
            made = false;
            gone = false;
            changes.clear();
            return;
        }
        gone = true;
        deletion = effect;
        if (effect.value() != null) {
            deleted = leaves(effect.value());
            // Back to what was there before all of it.
            changes.forEach((pointer, change) -> {
                if (deleted != null) {
                    if (change.from() == null) {
                        deleted.remove(pointer);
                    } else {
                        deleted.put(pointer, new Change(null, change.from()));
                    }
                }
            });
        }
        changes.clear();
    }

    private void put(String pointer, Change change) {
        twice |= !written.add(pointer);
        for (Iterator<String> below = changes.keySet().iterator(); below.hasNext(); ) {
            if (below.next().startsWith(pointer + "/")) {
                below.remove();
            }
        }
        Change earlier = changes.get(pointer);
        Change net = new Change(earlier == null ? change.from() : earlier.from(), change.to());
        if (DocumentDiff.same(pointer, net.from(), net.to())) {
            changes.remove(pointer);
        } else {
            changes.put(pointer, net);
        }
    }

    private static SortedMap<String, Change> leaves(@Nullable Document value) {
        SortedMap<String, Change> leaves = new TreeMap<>(
                DocumentDiff.plain(null, value == null ? null : value.node()).changes());
        leaves.keySet()
                .removeIf(pointer -> pointer.equals("/kind")
                        || pointer.equals("/metadata/name")
                        || pointer.equals("/metadata/namespace")
                        || pointer.equals("/metadata/generateName"));
        return leaves;
    }
}
