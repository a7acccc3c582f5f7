package dev.understudy.control;

import dev.understudy.control.Guard.Alert;
import dev.understudy.control.Hold.Cause;
import dev.understudy.run.Targets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the guard on behalf of live runs, holds them while an alert fires, and tells of incidents. Thread-safe. */
public final class Watchman {
    private static final Logger LOG = LoggerFactory.getLogger(Watchman.class);
    /** So that a hundred writes in a second ask a monitor once. */
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Supervision supervision;
    private final Targets targets;
    private final Holds holds;
    private final Map<String, Seen> seen = new ConcurrentHashMap<>();

    private record Seen(long nanos, List<Alert> alerts) {
        boolean isFresh() {
            return System.nanoTime() - nanos < FRESH.toNanos();
        }
    }

    public Watchman(Supervision supervision, Targets targets, Holds holds) {
        this.supervision = supervision;
        this.targets = targets;
        this.holds = holds;
    }

    /** Whether anybody looks at all. */
    public boolean watches() {
        return supervision.guard() != Guard.NONE;
    }

    /** The first alert that must hold the run: fires on its target, and no person went on in spite of it. */
    public Optional<Alert> firing(String run, String target) {
        if (!watches()) {
            return Optional.empty();
        }
        List<Alert> alerts = alerts(target);
        if (alerts.isEmpty()) {
            return Optional.empty();
        }
        Set<String> accepted = holds.ofRun(run).stream()
                .filter(hold -> hold.cause() == Cause.GUARD
                        && hold.releasedBy() != null
                        && !Hold.ITSELF.equals(hold.releasedBy()))
                .map(Hold::action)
                .collect(Collectors.toSet());
        return alerts.stream().filter(alert -> !accepted.contains(alert.name())).findFirst();
    }

    /** Holds the run because of the alert. @return whether it was not held because of it before */
    public boolean hold(String run, String workflowType, Alert alert) {
        boolean news = holds.hold(run, Cause.GUARD, null, alert.name(), alert.words(), Hold.ITSELF) > 0;
        if (news) {
            tell(new Incident(Incident.Kind.GUARD, run, workflowType, alert.words()));
        }
        return news;
    }

    /** Whoever is told may fail: the run is held all the same. */
    public void tell(Incident incident) {
        try {
            supervision.incidents().accept(incident);
        } catch (RuntimeException e) {
            LOG.error("nobody could be told of {} in run {}: {}", incident.kind(), incident.run(), incident.why(), e);
        }
    }

    private List<Alert> alerts(String target) {
        Seen last = seen.get(target);
        if (last != null && last.isFresh()) {
            return last.alerts();
        }
        Seen now = new Seen(System.nanoTime(), ask(target));
        seen.put(target, now);
        return now.alerts();
    }

    private List<Alert> ask(String target) {
        try {
            return targets.find(target).map(supervision.guard()::firing).orElse(List.of());
        } catch (RuntimeException e) {
            return List.of(new Alert(
                    "monitors-away",
                    "the monitors of " + target + " do not say whether an alert fires: " + e.getMessage()));
        }
    }
}
