package dev.understudy.kubernetes;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks again and again, with a heartbeat each time, until something is as it should be. */
final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private Waiting() {}

    /**
     * What one look saw.
     *
     * @param result null where it is not there yet
     * @param seen for people, what there is instead
     */
    record Look<T>(@Nullable T result, String seen) {
        static <T> Look<T> arrived(T result) {
            return new Look<>(result, "");
        }

        static <T> Look<T> notYet(String seen) {
            return new Look<>(null, seen);
        }
    }

    /**
     * @param info whose scheduled time is when the waiting began: a retry does not begin anew
     * @param timedOut the failure, from what was seen last
     */
    static <T> T until(
            ActivityInfo info,
            long patienceSeconds,
            Supplier<Look<T>> look,
            Function<String, ApplicationFailure> timedOut) {
        Instant end = Instant.ofEpochMilli(info.getScheduledTimestamp()).plusSeconds(patienceSeconds);
        while (true) {
            Look<T> seen = look.get();
            if (seen.result() != null) {
                return seen.result();
            }
            if (Instant.now().isAfter(end)) {
                throw timedOut.apply(seen.seen());
            }
            Activity.getExecutionContext().heartbeat(seen.seen());
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }
}
