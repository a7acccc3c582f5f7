package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.Observation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import org.jspecify.annotations.Nullable;

/**
 * Sets how many pods a StatefulSet should have. Gives the size that it should have now.
 *
 * @param cluster its name in the server's configuration
 * @param replicas the size it should have
 * @param expected the size it must have before, else nothing is changed; null for whatever it has
 */
public record ScaleStatefulSet(
        String cluster,
        String namespace,
        String name,
        int replicas,
        @Nullable Integer expected) implements WriteOperation<Integer> {
    @Override
    public Action action() {
        return KubernetesActions.scale(namespace, "statefulsets", name, replicas);
    }

    @Override
    public Integer simulate(World world) {
        return replicas;
    }

    /** The size that the operator chose, which may be another. */
    @Override
    public Integer observed(Observation observation) {
        String chosen = observation.action().fields().get("/spec/replicas");
        return chosen != null && chosen.matches("\\d{1,9}") ? Integer.valueOf(chosen) : replicas;
    }
}
