package dev.understudy.sample;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/** Compresses a log file in its place. Its result is the path of the compressed file. */
public record CompressLog(String folder, String name) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.compress(folder + "/" + name);
    }

    @Override
    public String simulate(World world) {
        return folder + "/" + name + ".gz";
    }
}
