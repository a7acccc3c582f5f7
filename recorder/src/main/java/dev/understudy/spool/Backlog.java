package dev.understudy.spool;

import dev.understudy.recording.SessionEvent.GapFound;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The lines that a refusing disk did not take: a bounded number of them, and a count of those beyond. Not thread-safe. */
final class Backlog {
    private static final int MAX_LINES = 10_000;
    private static final long MAX_BYTES = 16L << 20;

    private final Deque<byte[]> lines = new ArrayDeque<>();
    private long bytes;
    private long dropped;
    private @Nullable Instant firstDropped;
    private @Nullable Instant lastDropped;
    private @Nullable String trouble;

    boolean isEmpty() {
        return lines.isEmpty() && dropped == 0;
    }

    boolean isFull() {
        return dropped > 0 || lines.size() >= MAX_LINES || bytes >= MAX_BYTES;
    }

    int size() {
        return lines.size();
    }

    void trouble(IOException cause) {
        trouble = String.valueOf(cause.getMessage());
    }

    void keep(byte[] line) {
        lines.addLast(line);
        bytes += line.length;
    }

    void drop(Instant at) {
        dropped++;
        if (firstDropped == null) {
            firstDropped = at;
        }
        lastDropped = at;
    }

    byte @Nullable [] first() {
        return lines.peekFirst();
    }

    void removeFirst() {
        bytes -= lines.removeFirst().length;
    }

    /** What to record about the dropped events; null where none was. */
    @Nullable
    GapFound gap(long seq, Instant now) {
        return dropped == 0
                ? null
                : new GapFound(
                        seq,
                        now,
                        "disk-refused",
                        dropped + " events from " + firstDropped + " to " + lastDropped
                                + " are lost: the disk took nothing (" + trouble
                                + ") and the memory for them was full");
    }

    void recovered() {
        dropped = 0;
        firstDropped = null;
        lastDropped = null;
        trouble = null;
    }

    SpoolHealth health() {
        return new SpoolHealth(trouble, lines.size(), dropped);
    }
}
