package dev.understudy.twin;

/** A cluster cannot serve as a twin, or what is to be copied cannot be read. The message is for people, whole. */
public final class TwinRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    TwinRefused(String message) {
        super(message);
    }

    TwinRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
