package dev.understudy.sample;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/** Deletes a log for good. Its result is the path where it was. */
public record PurgeLog(String folder, String name) implements WriteOperation<String> {
    @Override
    public Action action() {
        return Action.of(Effect.DESTRUCTIVE, "purge", "file:" + folder + "/" + name);
    }

    @Override
    public String simulate(World world) {
        return folder + "/" + name;
    }
}
