package dev.understudy.redaction;

import org.jspecify.annotations.Nullable;

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

    /** What of a line without an end is kept to be looked at again, together with what follows. */
    private static final int OVERLAP = 8 * 1024;

    private final Redactor redactor;
    private final Sink sink;
    private final StringBuilder held = new StringBuilder();
    private final Holding holding = new Holding();
    private Disclosure disclosure = Disclosure.NONE;
    private long time;

    private final Redactor.@Nullable Finding finding;
    private long line = 1;

    RedactingStream(Redactor redactor, Sink sink, Redactor.@Nullable Finding finding) {
        this.redactor = redactor;
        this.sink = sink;
        this.finding = finding;
    }

    /** What follows, until the next {@link #flush}, is printed by a command that is known to disclose this. */
    public void disclosing(Disclosure what) {
        disclosure = what;
    }

    /** @param time when the text came, in whatever unit; never less than before */
    public void write(long time, String text) {
        if (held.length() == 0) {
            this.time = time;
        }
        int from = held.length();
        held.append(text);
        release(holding.ready(held, from), time);
        while (held.length() > Holding.LONGEST) {
            // A list, or a line, without an end: memory is bounded, but no secret is cut.
            int cut = holding.betweenItems();
            release(cut > 0 ? cut : redactor.safeCut(held.toString(), held.length() - OVERLAP), time);
        }
    }

    private void release(int end, long now) {
        if (end > 0) {
            sink.accept(time, redacted(held.substring(0, end)));
            held.delete(0, end);
            holding.gone(end);
            time = now;
        }
    }

    /** Lets everything go, as nothing that follows belongs to it: a command ended, the session ended. */
    public void flush() {
        flushKeeping();
        disclosure = Disclosure.NONE;
    }

    private void flushKeeping() {
        if (held.length() > 0) {
            sink.accept(time, redacted(held.toString()));
            held.setLength(0);
        }
        holding.reset();
    }

    private String redacted(String text) {
        if (finding == null) {
            return redactor.redactOutput(disclosure, text);
        }
        String result = redactor.redact(text, line, finding);
        line += text.chars().filter(c -> c == '\n').count();
        return result;
    }
}
