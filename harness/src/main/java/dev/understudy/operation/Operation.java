package dev.understudy.operation;

import dev.understudy.action.Action;

/**
 * The single argument of an activity method: a typed record that knows what it would do. Either a {@link ReadOperation} or a
 * {@link WriteOperation}; an activity argument that is neither counts as a write that nobody can simulate.
 *
 * @param <R> the activity's result
 */
public interface Operation<R> {
    /** The canonical form of the operation. Pure; called before anything is done. */
    Action action();
}
