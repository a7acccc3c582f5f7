package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sets single fields of an object and leaves all others alone. Gives the fields. Repeating it does no harm.
 *
 * @param cluster its name in the server's configuration
 * @param changes JSON pointers (through objects only, not into lists) with the new values as JSON text; {@code null} removes
 */
public record PatchObject(String cluster, ObjectName object, Map<String, String> changes)
        implements WriteOperation<Map<String, String>> {
    public PatchObject {
        changes = new TreeMap<>(changes);
    }

    @Override
    public Action action() {
        return KubernetesActions.update(object.object(), changes);
    }

    @Override
    public Map<String, String> simulate(World world) {
        return changes;
    }
}
