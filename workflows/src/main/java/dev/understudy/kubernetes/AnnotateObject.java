package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sets an annotation of an object. Gives true. Repeating it does no harm.
 *
 * @param cluster its name in the server's configuration
 * @param key as {@code example.com/note}
 * @param value null removes the annotation
 */
public record AnnotateObject(
        String cluster,
        ObjectName object,
        String key,
        @Nullable String value) implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return patch().action();
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }

    PatchObject patch() {
        return new PatchObject(
                cluster, object, Map.of(Pointers.of("metadata", "annotations", key), Pointers.json(value)));
    }
}
