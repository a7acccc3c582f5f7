package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Makes a symbolic link, or points an existing link elsewhere, as {@code ln -sfn} does; unlike it never replaces a file or a
 * folder.
 *
 * @param target what the link points at; an absolute path, which need not exist
 * @param folder the absolute path of the link's folder
 * @param name the link's name in it
 */
public record LinkFile(String target, String folder, String name) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.linkSymbolic(HostPath.join(folder, name), target);
    }

    @Override
    public String simulate(World world) {
        return HostPath.join(folder, name);
    }
}
