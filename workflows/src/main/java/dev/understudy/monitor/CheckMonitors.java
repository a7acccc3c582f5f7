package dev.understudy.monitor;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.ReadOperation;
import java.util.Map;

/**
 * Asks the monitors of a target which alerts fire. Fails where one of them does not answer: what is not known is not quiet.
 *
 * @param target whose monitors, by its name
 * @param matching only alerts with all these labels, as {@code team=db,env=prod}; empty for what the target's own
 *     {@code monitors.matching} says
 */
public record CheckMonitors(String target, String matching) implements ReadOperation<MonitorsState> {
    @Override
    public Action action() {
        return Action.of(
                Effect.READ,
                "check",
                "monitors:" + target,
                matching.isEmpty() ? Map.of() : Map.of("matching", matching));
    }
}
