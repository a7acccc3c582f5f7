package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Keeps new pods from a node; those on it stay. Gives true. Repeating it does no harm.
 *
 * @param cluster its name in the server's configuration
 */
public record CordonNode(String cluster, String node) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return KubernetesActions.setSchedulable(node, false);
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
