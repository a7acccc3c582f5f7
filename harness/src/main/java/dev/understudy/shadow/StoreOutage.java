package dev.understudy.shadow;

import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Holds;
import dev.understudy.store.StoreException;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ObjLongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations that were sent back because the store did not answer. Nothing is done that cannot be written down; a run whose
 * operation was sent back is held until the store answers again, and uses up none of its patience meanwhile. What is held so
 * cannot stand in the store, and so is known to this process alone. Thread-safe.
 */
public final class StoreOutage {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOutage.class);
    private static final long FIRST_NANOS = Duration.ofMillis(300).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(30).toNanos();
    /** A store that fails again within this time did not really come back. */
    private static final long RELAPSE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Holds holds;
    private final Clock clock;
    private final Map<String, Waiting> runs = new ConcurrentHashMap<>();

    StoreOutage(Holds holds, Clock clock) {
        this.holds = holds;
        this.clock = clock;
    }

    private record SentBack(String workflowId, long number) {}

    /** Of one run; guarded by itself. */
    private static final class Waiting {
        private final List<SentBack> operations = new ArrayList<>();
        private Instant since = Instant.EPOCH;
        private String why = "";
        private long pause = FIRST_NANOS;
        private long next;
        private long over = System.nanoTime() - RELAPSE_NANOS;
    }

    /** The failure by which the operation goes back to its workflow, which asks for it again. */
    ApplicationFailure sendsBack(Reached reached, StoreException why) {
        long number = -ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        Waiting waiting = runs.computeIfAbsent(reached.run(), run -> new Waiting());
        synchronized (waiting) {
            if (waiting.operations.isEmpty()) {
                boolean relapse = System.nanoTime() - waiting.over < RELAPSE_NANOS;
                waiting.pause = relapse ? Math.min(LONGEST_NANOS, waiting.pause * 2) : FIRST_NANOS;
                waiting.next = System.nanoTime() + waiting.pause;
                waiting.since = clock.instant();
                LOG.warn("run {} is held: {}", reached.run(), why.getMessage());
            }
            waiting.why = "nothing can be written down: " + why.getMessage();
            waiting.operations.add(new SentBack(reached.workflowId(), number));
        }
        return RunHeld.by(number, reached.words(), String.valueOf(why.getMessage()));
    }

    /** What this process alone knows to hold the run. */
    public List<Hold> holds(String run) {
        Waiting waiting = runs.get(run);
        if (waiting == null) {
            return List.of();
        }
        synchronized (waiting) {
            return waiting.operations.isEmpty() ? List.of() : List.of(hold(run, waiting, null));
        }
    }

    /**
     * Writes down what was held, where the store can be written to again, and lets it go on.
     *
     * @param tell takes a workflow's id and the number under which its operation was sent back
     */
    public void tryAgain(ObjLongConsumer<String> tell) {
        runs.forEach((run, waiting) -> {
            synchronized (waiting) {
                if (waiting.operations.isEmpty() || System.nanoTime() - waiting.next < 0) {
                    return;
                }
                try {
                    holds.wasHeld(hold(run, waiting, clock.instant()));
                } catch (StoreException stillAway) {
                    waiting.why = "nothing can be written down: " + stillAway.getMessage();
                    return;
                }
                waiting.over = System.nanoTime();
                waiting.operations.forEach(operation -> tell.accept(operation.workflowId(), operation.number()));
                waiting.operations.clear();
            }
        });
    }

    /** The run is over. */
    void forget(String run) {
        runs.remove(run);
    }

    private static Hold hold(String run, Waiting waiting, @Nullable Instant released) {
        return new Hold(
                run,
                0,
                Cause.STORE_AWAY,
                null,
                null,
                waiting.why,
                Hold.ITSELF,
                waiting.since,
                released == null ? null : Hold.ITSELF,
                released);
    }
}
