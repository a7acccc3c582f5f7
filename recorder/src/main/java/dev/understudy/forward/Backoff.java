package dev.understudy.forward;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Waits that double up to a limit, each with a quarter of chance, so that many recorders do not come back at once. */
final class Backoff {
    private final long first;
    private final long limit;
    private long next;

    Backoff(Duration first, Duration limit) {
        this.first = first.toMillis();
        this.limit = limit.toMillis();
        this.next = this.first;
    }

    void reset() {
        next = first;
    }

    Duration next() {
        long wait = next;
        next = Math.min(limit, next * 2);
        return Duration.ofMillis(wait - wait / 8 + ThreadLocalRandom.current().nextLong(wait / 4 + 1));
    }
}
