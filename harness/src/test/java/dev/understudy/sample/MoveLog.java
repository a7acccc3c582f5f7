package dev.understudy.sample;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.operation.Observation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;

/** Moves a file into a folder. Its result is the path to which it came. */
public record MoveLog(String path, String toFolder) implements WriteOperation<String> {
    @Override
    public Action action() {
        return FileActions.move(path, toFolder + path.substring(path.lastIndexOf('/')));
    }

    @Override
    public String simulate(World world) {
        return toFolder + path.substring(path.lastIndexOf('/'));
    }

    /** The operator may have chosen another place: go on from there. */
    @Override
    public String observed(Observation observation) {
        return observation.action().fields().getOrDefault("to", simulate(observation.world()));
    }
}
