package dev.understudy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.effects.document.DesiredFields;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Applies an object server-side: the fields in it become what it says and belong to the field manager {@code understudy};
 * others are left alone. Gives true. Repeating it does no harm.
 *
 * @param cluster its name in the server's configuration
 * @param content the object, with {@code apiVersion}, {@code kind} and {@code metadata.name}
 * @param force whether to take fields over that belong to another manager; otherwise they are a conflict
 */
public record ApplyObject(String cluster, ObjectName object, JsonNode content, boolean force)
        implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return Action.of(
                Effect.WRITE, "apply", object.object(), DesiredFields.of(object.group(), object.resource(), content));
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
