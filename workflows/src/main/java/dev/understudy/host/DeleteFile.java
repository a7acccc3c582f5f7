package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Deletes a file (no folder, no link). One that is gone already counts as deleted.
 *
 * @param folder the absolute path of the file's folder
 * @param name the file's name in it
 */
public record DeleteFile(String folder, String name) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.delete(HostPath.join(folder, name));
    }

    @Override
    public String simulate(World world) {
        return HostPath.join(folder, name);
    }
}
