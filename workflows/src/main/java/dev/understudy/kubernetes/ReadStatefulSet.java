package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;

/**
 * Reads how large a StatefulSet is, and should be.
 *
 * @param cluster its name in the server's configuration
 */
public record ReadStatefulSet(String cluster, String namespace, String name)
        implements ReadOperation<StatefulSetState> {
    @Override
    public Action action() {
        return KubernetesActions.read(SimulatedObject.statefulSet(namespace, name));
    }

    /** A simulated scale is assumed to have come to its end. */
    @Override
    public StatefulSetState overlaid(StatefulSetState real, World world) {
        return SimulatedObject.replicas(world, namespace, name)
                .map(real::withReplicas)
                .orElse(real);
    }
}
