package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Asks a pod to leave, as far as its disruption budget lets it. Gives whether it was there. Where the budget does not let it
 * now, it fails as {@link ClusterFailure#CLUSTER_BUSY} and is tried again. A retry never evicts the pod that took its place.
 *
 * @param cluster its name in the server's configuration
 */
public record EvictPod(String cluster, String namespace, String pod) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return KubernetesActions.evict(namespace, pod);
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
