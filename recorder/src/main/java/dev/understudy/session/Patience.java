package dev.understudy.session;

import java.time.Duration;
import java.time.Instant;

/** Waiting by a clock that somebody may set: once it is set back, all waiting is over. */
final class Patience {
    private Patience() {}

    /** Whether it is {@code patience} or more since then, or the clock was set back since. */
    static boolean isOver(Instant since, Duration patience, Instant now) {
        return now.isBefore(since) || !now.isBefore(since.plus(patience));
    }
}
