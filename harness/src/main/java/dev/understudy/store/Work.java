package dev.understudy.store;

import org.jdbi.v3.core.Handle;

/**
 * Some statements of one transaction. May be asked to run again from the start never; must not keep the handle.
 *
 * @param <T> what the statements answer
 */
@FunctionalInterface
public interface Work<T> {
    T on(Handle handle);
}
