package dev.understudy.rehearsal;

import dev.understudy.action.Action;
import dev.understudy.operation.Operation;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A copy of the world, made for one rehearsal, on which operations are done for real: nobody needs what is on it. What it
 * does not hold is rehearsed as everywhere else, by simulation. Thread-safe.
 */
public interface Twin {
    /**
     * Whether the operations of these activities can be done here.
     *
     * @param activities the object that implements the activity; only one that reaches nothing but the twin may be used
     */
    boolean holds(@Nullable Object activities);

    /**
     * The answer of a program for an operation whose object is here, and which cannot run here, since the copy has no real
     * machines.
     *
     * @return empty where the operation is no program that runs in the copy
     */
    Optional<ProgramAnswer> program(Operation<?> operation, Action action);

    /**
     * Does an operation here.
     *
     * @param perform as the activity does it, on the twin
     * @throws Exception what {@code perform} throws
     */
    Played play(Callable<@Nullable Object> perform) throws Exception;

    /**
     * What came of an operation.
     *
     * @param effects in words, what it changed on the twin; empty where nothing
     */
    record Played(@Nullable Object result, String effects) {}

    /**
     * How a program answers that cannot run here.
     *
     * @param result the operation's result as JSON, as an earlier run recorded it; null where none did: then it is simulated
     * @param why one line for people: from which recording, or that there is none
     */
    record ProgramAnswer(@Nullable String result, String why) {}
}
