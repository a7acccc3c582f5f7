package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import java.util.Optional;

/**
 * Waits until a StatefulSet is as it should be: all its pods there, ready and up to date.
 *
 * @param cluster its name in the server's configuration
 * @param patienceSeconds for how long, counted from when the workflow asked; then it fails with what is missing
 */
public record WaitForRollout(String cluster, String namespace, String name, long patienceSeconds)
        implements ReadOperation<StatefulSetState> {
    @Override
    public Action action() {
        return KubernetesActions.read(SimulatedObject.statefulSet(namespace, name));
    }

    /** After a simulated scale nothing would ever happen; that it comes to its end is assumed. */
    @Override
    public Optional<StatefulSetState> assumed(World world) {
        return SimulatedObject.replicas(world, namespace, name)
                .map(replicas -> new StatefulSetState(replicas, replicas, replicas, replicas, true));
    }
}
