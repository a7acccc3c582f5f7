package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Restarts the pods of a StatefulSet, Deployment or DaemonSet one after the other, as {@code kubectl rollout restart} does.
 * Gives true. A retry of the activity does not restart them again.
 *
 * @param cluster its name in the server's configuration
 */
public record RestartRollout(String cluster, ObjectName object) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return Action.of(Effect.WRITE, "restart", object.object());
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
