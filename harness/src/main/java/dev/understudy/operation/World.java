package dev.understudy.operation;

import dev.understudy.action.Action;
import java.util.List;
import java.util.Optional;

/**
 * What a run that changes nothing has pretended to change so far: its own simulated writes, oldest first.
 *
 * @param writes the simulated writes of this run, in the order of their sequence
 */
public record World(List<Action> writes) {
    public static final World UNTOUCHED = new World(List.of());

    public World {
        writes = List.copyOf(writes);
    }

    /** The last simulated write on this object. */
    public Optional<Action> lastWriteOn(String object) {
        for (int i = writes.size() - 1; i >= 0; i--) {
            if (writes.get(i).object().equals(object)) {
                return Optional.of(writes.get(i));
            }
        }
        return Optional.empty();
    }
}
