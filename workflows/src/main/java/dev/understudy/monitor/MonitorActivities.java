package dev.understudy.monitor;

import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import io.temporal.failure.ApplicationFailure;
import java.util.Map;

/** Asks real monitors. Thread-safe. */
public final class MonitorActivities implements MonitorOperations {
    private final Targets targets;
    private final Map<String, String> environment;

    /** @param environment where the keys are that must not stand in a file; see {@link Monitors} */
    public MonitorActivities(Targets targets, Map<String, String> environment) {
        this.targets = targets;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public MonitorsState checkMonitors(CheckMonitors operation) {
        Target target = targets.find(operation.target())
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "there is no target " + operation.target(), "UnknownTarget"));
        Monitors monitors;
        try {
            monitors = Monitors.of(target, environment);
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailureWithCause(
                    String.valueOf(e.getMessage()), "MonitorsMisconfigured", e);
        }
        if (monitors.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "target " + target.name() + " has no monitors. Name one of " + Monitors.ALERTMANAGER + ", "
                            + Monitors.PROMETHEUS + " and " + Monitors.DATADOG + " in its params",
                    "NoMonitors");
        }
        try {
            return new MonitorsState(
                    operation.matching().isEmpty()
                            ? monitors.firing()
                            : monitors.firing(Matching.parse(operation.matching())));
        } catch (MonitorAway e) {
            throw ApplicationFailure.newFailureWithCause(String.valueOf(e.getMessage()), "MonitorAway", e);
        }
    }
}
