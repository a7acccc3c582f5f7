package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import org.jspecify.annotations.Nullable;

/**
 * Deletes an object. One that is gone already counts as deleted. Gives whether it was there. A retry never deletes the one
 * that took its place, as a StatefulSet's next pod of the same name does.
 *
 * @param cluster its name in the server's configuration
 * @param gracePeriodSeconds null for the object's own
 */
public record DeleteObject(
        String cluster,
        ObjectName object,
        Propagation propagation,
        @Nullable Integer gracePeriodSeconds) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return KubernetesActions.delete(object.object(), propagation.word(), gracePeriodSeconds);
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
