package dev.understudy.sample;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import java.util.ArrayList;
import java.util.List;

/** Lists the names of the log files in a folder, sorted. */
public record ListLogs(String folder) implements ReadOperation<List<String>> {
    @Override
    public Action action() {
        return Action.of(Effect.READ, "list", FileActions.object(folder));
    }

    @Override
    public List<String> overlaid(List<String> real, World world) {
        List<String> names = new ArrayList<>(real);
        names.removeIf(name ->
                world.lastWriteOn(FileActions.object(folder + "/" + name)).isPresent());
        return names;
    }
}
