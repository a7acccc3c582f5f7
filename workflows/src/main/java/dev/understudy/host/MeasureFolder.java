package dev.understudy.host;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;

/**
 * Measures how much a folder holds.
 *
 * @param folder its absolute path
 */
public record MeasureFolder(String folder) implements ReadOperation<FolderSize> {
    @Override
    public Action action() {
        return Action.of(Effect.READ, "measure", FileActions.object(folder));
    }

    /** How many bytes a simulated write would free is not known, so that after one the size is unknown. */
    @Override
    public FolderSize overlaid(FolderSize real, World world) {
        return SimulatedFolder.of(folder, world).size(real);
    }
}
