package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.Normalisers;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code find}: a read, unless its expression deletes, starts programs or writes files. On which files {@code -exec} works
 * is not in the arguments: where the programs that it started were not recorded, what it did is unknown.
 */
public final class Find implements Normaliser {
    private static final Set<String> EXEC = Set.of("-exec", "-execdir", "-ok", "-okdir");
    private static final Set<String> PRINT_TO = Set.of("-fprint", "-fprint0", "-fprintf", "-fls");

    @Override
    public boolean understands(String program) {
        return program.equals("find");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        List<String> arguments = call.argv().subList(1, call.argv().size());
        int start = 0;
        while (start < arguments.size() && arguments.get(start).matches("-[HLP]+|-O\\d|-D.*")) {
            start++;
        }
        int expression = start;
        while (expression < arguments.size() && !arguments.get(expression).matches("[-(!,].*")) {
            expression++;
        }
        List<String> folders = arguments.subList(start, expression);
        List<String> rest = arguments.subList(expression, arguments.size());
        List<Action> actions = new ArrayList<>();
        List<String> where = new ArrayList<>();
        for (int i = 0; i < rest.size(); i++) {
            String word = rest.get(i);
            if (EXEC.contains(word)) {
                int end = i + 1;
                while (end < rest.size()
                        && !rest.get(end).equals(";")
                        && !rest.get(end).equals("+")) {
                    end++;
                }
                if (end == i + 1 || !harmless(call, rest.subList(i + 1, end))) {
                    return List.of(ProgramActions.unknown(call));
                }
                i = end;
            } else if (PRINT_TO.contains(word) && i + 1 < rest.size()) {
                String file = PathText.absolute(call.cwd(), rest.get(++i));
                if (!Devices.swallow(file)) {
                    actions.add(FileActions.write(file, false));
                }
                if (word.equals("-fprintf")) {
                    i++;
                }
            } else if (!word.equals("-delete")) {
                where.add(word);
            }
        }
        if (rest.contains("-delete")) {
            for (String folder : folders.isEmpty() ? List.of(".") : folders) {
                actions.add(FileActions.deleteFound(PathText.absolute(call.cwd(), folder), String.join(" ", where)));
            }
        }
        return actions.isEmpty() ? List.of(ProgramActions.read(call)) : actions;
    }

    private static boolean harmless(ProgramCall call, List<String> argv) {
        return Normalisers.installed().actions(new ProgramCall(argv, call.cwd(), call.env())).stream()
                .allMatch(action -> action.effect() == Effect.READ);
    }
}
