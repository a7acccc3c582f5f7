package dev.understudy.kubernetes;

import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import java.util.Optional;

/** What a run's simulated writes would have made of an object. */
final class SimulatedObject {
    private SimulatedObject() {}

    static String statefulSet(String namespace, String name) {
        return KubernetesActions.object("apps", "statefulsets", namespace, name);
    }

    /** The size that a StatefulSet would have; empty where the run did not scale it. */
    static Optional<Integer> replicas(World world, String namespace, String name) {
        return field(world, statefulSet(namespace, name), "/spec/replicas").map(Integer::valueOf);
    }

    /** The value, as JSON text, that the last simulated update of {@code pointer} gave. */
    static Optional<String> field(World world, String object, String pointer) {
        return world.writes().stream()
                .filter(write ->
                        write.object().equals(object) && write.operation().equals("update"))
                .map(write -> Optional.ofNullable(write.fields().get(pointer)))
                .flatMap(Optional::stream)
                .reduce((earlier, later) -> later);
    }
}
