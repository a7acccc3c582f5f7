package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code rm}, {@code unlink} and {@code rmdir}. */
public final class Remove extends FileProgram {
    private static final Options RM = Options.of(
            "d,dir f,force i I interactive? one-file-system no-preserve-root preserve-root? r,R,recursive v,verbose");
    private static final Options RMDIR = Options.of("ignore-fail-on-non-empty p,parents v,verbose");

    public Remove() {
        super(Set.of("rm", "unlink", "rmdir"));
    }

    @Override
    Options options(String program) {
        return program.equals("rmdir") ? RMDIR : RM;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        List<Action> actions = new ArrayList<>();
        for (String operand : given.operands()) {
            String path = path(call, operand);
            if (!call.program().equals("rmdir")) {
                actions.add(given.has("r") ? FileActions.deleteRecursively(path) : FileActions.delete(path));
                continue;
            }
            actions.add(FileActions.removeFolder(path));
            if (given.has("p")) {
                String parent = PathText.folder(operand);
                for (int slash = operand.lastIndexOf('/'); slash > 0; slash = parent.lastIndexOf('/')) {
                    parent = operand.substring(0, slash);
                    actions.add(FileActions.removeFolder(path(call, parent)));
                }
            }
        }
        // rm -f without operands is allowed and does nothing.
        return actions.isEmpty() && !given.has("f") ? Optional.empty() : Optional.of(actions);
    }
}
