package dev.understudy.monitor;

import dev.understudy.control.Guard;
import dev.understudy.run.Target;
import java.util.List;
import java.util.Map;

/** Holds live runs while an alert fires on their target, as the target's params say; see {@link Monitors}. Thread-safe. */
public final class MonitorGuard implements Guard {
    private final Map<String, String> environment;

    /** @param environment where the keys are that must not stand in a file */
    public MonitorGuard(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public List<Alert> firing(Target target) {
        return Monitors.of(target, environment).firing().stream()
                .map(alert -> new Alert(alert.name(), alert.words()))
                .toList();
    }
}
