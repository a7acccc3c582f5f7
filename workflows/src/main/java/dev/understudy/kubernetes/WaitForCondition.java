package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import java.util.Optional;

/**
 * Waits until an object reports a condition in {@code status.conditions}, as {@code kubectl wait --for=condition=…} does. Gives
 * the condition's message, which may be empty.
 *
 * @param cluster its name in the server's configuration
 * @param condition its type, as {@code Ready}
 * @param status {@code True} or {@code False}
 * @param patienceSeconds for how long, counted from when the workflow asked
 */
public record WaitForCondition(String cluster, ObjectName object, String condition, String status, long patienceSeconds)
        implements ReadOperation<String> {
    @Override
    public Action action() {
        return KubernetesActions.read(object.object());
    }

    /** After a simulated write to the object nothing would ever happen; that it comes to this is assumed. */
    @Override
    public Optional<String> assumed(World world) {
        return world.lastWriteOn(object.object()).map(write -> "assumed after " + write.operation());
    }
}
