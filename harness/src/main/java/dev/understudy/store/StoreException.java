package dev.understudy.store;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The store cannot do what was asked; the message says what, why, and what to do. Nothing was half-written. */
public final class StoreException extends RuntimeException {
    private final Reason reason;

    StoreException(Reason reason, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Why, for callers that decide by it. Each is the environment's or the configuration's doing except {@link #BROKEN}. */
    public enum Reason {
        NEWER_SCHEMA,
        NOT_A_DATABASE,
        ANOTHER_DATABASE,
        READ_ONLY,
        LOCKED,
        FULL,
        UNREACHABLE,
        CLOSED,
        /** A statement of ours is wrong: a defect of this program. */
        BROKEN
    }

    static StoreException of(Reason reason, Path db, String why, String remedy, @Nullable Throwable cause) {
        return new StoreException(reason, "database " + db + ": " + why + "; " + remedy, cause);
    }
}
