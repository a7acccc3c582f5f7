package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import java.util.List;

/**
 * Looks whether the pods of a StatefulSet are ready, and why those that are not are not.
 *
 * @param cluster its name in the server's configuration
 */
public record CheckPodsReady(String cluster, String namespace, String statefulSet) implements ReadOperation<PodsReady> {
    @Override
    public Action action() {
        return KubernetesActions.read(KubernetesActions.object("", "pods", namespace, "*"));
    }

    /** A simulated scale is assumed to have come to its end. */
    @Override
    public PodsReady overlaid(PodsReady real, World world) {
        return SimulatedObject.replicas(world, namespace, statefulSet)
                .map(replicas -> new PodsReady(replicas, List.of()))
                .orElse(real);
    }
}
