package dev.understudy.proxy;

import io.vertx.core.buffer.Buffer;

/** A copy of what went by, up to a cap. Belongs to one event loop until it is complete. */
final class Copy {
    private final int cap;
    private Buffer kept = Buffer.buffer(0);
    private long total;

    Copy(int cap) {
        this.cap = cap;
    }

    void add(Buffer piece) {
        total += piece.length();
        if (total <= cap) {
            kept.appendBuffer(piece);
        } else {
            kept = Buffer.buffer(0);
        }
    }

    /** Whether something went by. */
    boolean isSomething() {
        return total > 0;
    }

    /** Whether all of it is here. */
    boolean isWhole() {
        return total <= cap;
    }

    /** Bytes that are kept. */
    int size() {
        return kept.length();
    }

    byte[] bytes() {
        return kept.getBytes();
    }
}
