package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Compresses a file as gzip does: {@code NAME} becomes {@code NAME.gz}, with the same permissions and time. Never leaves a
 * half-written {@code NAME.gz}, and removes {@code NAME} only when {@code NAME.gz} was read back and found equal.
 *
 * @param folder the absolute path of the file's folder
 * @param name the file's name in it
 */
public record CompressFile(String folder, String name) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.compress(HostPath.join(folder, name));
    }

    @Override
    public String simulate(World world) {
        return HostPath.join(folder, name) + ".gz";
    }
}
