package dev.understudy.harness;

import dev.understudy.control.Guard.Alert;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Holds;
import dev.understudy.control.Watchman;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.shadow.SecondKey;
import dev.understudy.shadow.StoreOutage;
import dev.understudy.shadow.ToldByTemporal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes round the open live runs: holds those on whose target an alert fires, and lets those go on that waited for what is over.
 * A run whose workflow was demoted meanwhile stays held, for its next write would be refused.
 */
final class Rounds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration EVERY = Duration.ofMillis(300);

    private final Runs runs;
    private final Holds holds;
    private final Watchman watchman;
    private final BooleanSupplier allStopped;
    private final SecondKey secondKey;
    private final TemporalControl control;
    private final StoreOutage outage;
    private final ToldByTemporal teller;
    private final long guardEveryNanos;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "understudy-rounds");
        made.setDaemon(true);
        return made;
    });
    private long guarded = System.nanoTime();

    Rounds(
            Runs runs,
            Holds holds,
            Watchman watchman,
            BooleanSupplier allStopped,
            SecondKey secondKey,
            TemporalControl control,
            StoreOutage outage,
            ToldByTemporal teller,
            Duration guardEvery) {
        this.runs = runs;
        this.holds = holds;
        this.watchman = watchman;
        this.allStopped = allStopped;
        this.secondKey = secondKey;
        this.control = control;
        this.outage = outage;
        this.teller = teller;
        this.guardEveryNanos = guardEvery.toNanos();
    }

    void begin() {
        thread.scheduleWithFixedDelay(this::round, EVERY.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void round() {
        try {
            outage.tryAgain(teller::resumed);
            if (!allStopped.getAsBoolean()) {
                holds.open(Cause.ALL_LIVE_STOPPED).forEach(this::letGo);
            }
            if (watchman.watches() && System.nanoTime() - guarded >= guardEveryNanos) {
                guarded = System.nanoTime();
                guard();
            }
        } catch (RuntimeException e) {
            LOG.warn("a round was not finished, the next one comes soon: {}", e.getMessage());
        }
    }

    private void guard() {
        RunFilter live = RunFilter.ANY.mode(Mode.LIVE).state(RunState.OPEN);
        List<Run> open = runs.recent(live, Integer.MAX_VALUE);
        for (Run run : open) {
            Optional<Alert> alert = watchman.firing(run.id(), run.target());
            if (alert.isPresent()) {
                if (watchman.hold(run.id(), String.valueOf(run.workflowType()), alert.get())) {
                    control.holdUp(run.id());
                }
            } else {
                holds.open(run.id()).stream()
                        .filter(hold -> hold.cause() == Cause.GUARD)
                        .forEach(this::letGo);
            }
        }
    }

    private void letGo(Hold hold) {
        boolean mayAct = runs.find(hold.run())
                .filter(run -> {
                    String type = run.workflowType();
                    String fingerprint = run.workflowFingerprint();
                    return type != null && fingerprint != null && secondKey.confirms(type, fingerprint);
                })
                .isPresent();
        if (mayAct) {
            holds.release(hold.run(), other -> other.number() == hold.number(), Hold.ITSELF)
                    .ifPresent(released -> control.goOn(hold.run(), released));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
