package dev.understudy.sample;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/** Undoes {@link CompressLog}. Its result is the path of the log. */
public record RestoreLog(String path) implements WriteOperation<String> {
    @Override
    public Action action() {
        return Action.of(Effect.WRITE, "decompress", "file:" + path);
    }

    @Override
    public String simulate(World world) {
        return path.substring(0, path.length() - ".gz".length());
    }
}
