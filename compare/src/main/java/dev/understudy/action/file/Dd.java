package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import java.util.List;

/** {@code dd}: a read, unless it names an output file. Onto a device it destroys. */
public final class Dd implements Normaliser {
    @Override
    public boolean understands(String program) {
        return program.equals("dd");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        for (String argument : call.argv()) {
            if (argument.startsWith("of=")) {
                String path = PathText.absolute(call.cwd(), argument.substring(3));
                if (Devices.swallow(path)) {
                    return List.of(ProgramActions.read(call));
                }
                Action write = FileActions.write(path, call.argv().contains("oflag=append"));
                return List.of(
                        path.startsWith("/dev/")
                                ? Action.of(Effect.DESTRUCTIVE, write.operation(), write.object(), write.fields())
                                : write);
            }
        }
        return List.of(ProgramActions.read(call));
    }
}
