package dev.understudy.backtest;

import java.lang.reflect.Type;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the recorded world says to an operation. */
sealed interface Answer {
    /** When it was known in the recorded run. */
    record Known(Value value, Instant at) implements Answer {}

    /** The operation failed in the recorded run, and so it does now. */
    record Failed(String type, String message, Instant at) implements Answer {}

    /** What came of it was not recorded, and is not made up. @param why a clause for people */
    record NotRecorded(String why) implements Answer {}

    /** A write that neither the version of then nor an operator did: here the versions part, and what follows is not known. */
    record NobodyDid() implements Answer {}

    /** A recorded result, once it is known of which type it has to be. */
    interface Value {
        @Nullable
        Object as(Type type) throws UnreadableResult;
    }

    /** A recorded result that is not one of the type that the workflow expects now. */
    final class UnreadableResult extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableResult(String message) {
            super(message);
        }
    }
}
