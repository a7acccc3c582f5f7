package dev.understudy.shadow;

import java.time.Duration;

/** How long a wait takes where nobody waits for anything real. */
final class Pace {
    private static final Duration LEAST = Duration.ofSeconds(2);

    private Pace() {}

    /**
     * Milliseconds instead of days, in the same order: a longer wait stays the longer one, and none becomes zero. An hour
     * takes 119 ms, thirty days 214 ms.
     */
    static Duration scaled(Duration wait) {
        if (wait.isZero() || wait.isNegative()) {
            return wait;
        }
        double seconds = wait.toMillis() / 1000.0;
        long millis = 1 + Math.round(10 * Math.log1p(seconds) / Math.log(2));
        return Duration.ofMillis(Math.min(millis, Math.max(1, wait.toMillis())));
    }

    /** For a wait that a condition can end: what the condition hangs on takes its real time. */
    static Duration scaledPatience(Duration patience) {
        return patience.compareTo(LEAST) < 0 ? patience : LEAST.plus(scaled(patience));
    }
}
