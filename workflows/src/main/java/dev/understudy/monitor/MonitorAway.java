package dev.understudy.monitor;

/** A monitor does not answer, or not as its API says. The message names it, and never a key. */
public final class MonitorAway extends RuntimeException {
    private static final long serialVersionUID = 1;

    MonitorAway(String message) {
        super(message);
    }

    MonitorAway(String message, Throwable cause) {
        super(message, cause);
    }
}
