package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Lets new pods onto a node again. Gives true. Repeating it does no harm.
 *
 * @param cluster its name in the server's configuration
 */
public record UncordonNode(String cluster, String node) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return KubernetesActions.setSchedulable(node, true);
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
