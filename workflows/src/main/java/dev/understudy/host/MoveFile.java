package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/**
 * Moves a file into another folder under its own name, also to another volume (then it is copied, read back and only then
 * removed). Never replaces a file of other content.
 *
 * @param folder the absolute path of the file's folder
 * @param name the file's name in it
 * @param to the absolute path of the folder to move it to, which must exist
 */
public record MoveFile(String folder, String name, String to) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.move(HostPath.join(folder, name), HostPath.join(to, name));
    }

    @Override
    public String simulate(World world) {
        return HostPath.join(to, name);
    }
}
