package dev.understudy.kubernetes;

import org.jspecify.annotations.Nullable;

/** A request that could write, stopped before it left a client that may not write. */
public final class WriteRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    WriteRefused(String message) {
        super(message);
    }

    /** The refusal that caused {@code e}, or null where something else did. */
    static @Nullable WriteRefused within(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof WriteRefused refused) {
                return refused;
            }
        }
        return null;
    }
}
