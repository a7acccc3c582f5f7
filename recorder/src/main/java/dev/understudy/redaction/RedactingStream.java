package dev.understudy.redaction;

/**
 * Redacts text that comes in pieces. It holds back what may still turn out to be part of a secret: the line that is not
 * complete yet, and a key or manifest that has begun; never more than a bounded amount. What it lets
 * go keeps the time with which it came. Not thread-safe.
 */
public final class RedactingStream {
    /** Takes what was let go. */
    @FunctionalInterface
    public interface Sink {
        /** {@code time} is that of the {@link #write} which brought the text (the first of it, for a placeholder). */
        void accept(long time, String text);
    }

    private final Redactor redactor;
    private final Sink sink;
    private final StringBuilder held = new StringBuilder();
    private long time;

    RedactingStream(Redactor redactor, Sink sink) {
        this.redactor = redactor;
        this.sink = sink;
    }

    /** @param time when the text came, in whatever unit; never less than before */
    public void write(long time, String text) {
        if (held.length() == 0) {
            this.time = time;
        }
        held.append(text);
        int end = Unfinished.from(held, held.lastIndexOf("\n") + 1);
        if (end > 0) {
            sink.accept(this.time, redactor.redact(held.substring(0, end)));
            held.delete(0, end);
            this.time = time;
        }
        if (held.length() > Unfinished.LONGEST) {
            // A line without an end: memory comes before the secret that may lie across this very place.
            flush();
        }
    }

    /** Lets everything go, as nothing that follows belongs to it: a command ended, the session ended. */
    public void flush() {
        if (held.length() > 0) {
            sink.accept(time, redactor.redact(held.toString()));
            held.setLength(0);
        }
    }
}
