package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.operation.ReadOperation;
import java.util.Map;

/**
 * Looks whether two paths are different places, links followed. Gives false where they are one and the same, and true where
 * one of them does not exist.
 */
public record CheckApart(String folder, String other) implements ReadOperation<Boolean> {
    @Override
    public Action action() {
        return Action.of(Effect.READ, "check-apart", FileActions.object(folder), Map.of("other", other));
    }
}
