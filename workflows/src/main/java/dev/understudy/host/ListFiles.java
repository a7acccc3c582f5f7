package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import java.util.Map;

/**
 * Lists the regular files of a folder (not of its subfolders, and no links) whose names match a pattern.
 *
 * @param folder its absolute path
 * @param pattern a shell pattern such as {@code *.gz}; as in a shell, a leading {@code *} or {@code ?} matches no dot file
 */
public record ListFiles(String folder, String pattern) implements ReadOperation<Listing> {
    @Override
    public Action action() {
        return Action.of(Effect.READ, "list", FileActions.object(folder), Map.of("pattern", pattern));
    }

    @Override
    public Listing overlaid(Listing real, World world) {
        return SimulatedFolder.of(folder, world).listing(real, pattern);
    }
}
