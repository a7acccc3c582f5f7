package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code rsync}: the sources, the destination, and whether anything is deleted. Other options do not tell acts apart. */
public final class Rsync implements Normaliser {
    private static final Set<String> WITH_VALUE = Set.of(
            "-e",
            "--rsh",
            "-f",
            "--filter",
            "--exclude",
            "--include",
            "--exclude-from",
            "--include-from",
            "--bwlimit",
            "--timeout",
            "--port",
            "--password-file",
            "--log-file",
            "-B",
            "--block-size",
            "-T",
            "--temp-dir",
            "--chmod",
            "--chown",
            "--compare-dest",
            "--copy-dest",
            "--link-dest",
            "--max-size",
            "--min-size",
            "--files-from",
            "--rsync-path",
            "-M",
            "--partial-dir",
            "--backup-dir",
            "--suffix",
            "--out-format");

    @Override
    public boolean understands(String program) {
        return program.equals("rsync");
    }

    @Override
    public List<Action> actions(ProgramCall call) {
        List<String> operands = new ArrayList<>();
        boolean delete = false;
        List<String> arguments = call.argv().subList(1, call.argv().size());
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (!argument.startsWith("-")) {
                operands.add(argument);
            } else if (WITH_VALUE.contains(argument)) {
                i++;
            } else if (argument.equals("--dry-run")
                    || argument.equals("--list-only")
                    || argument.matches("-[a-zA-Z]*n[a-zA-Z]*")) {
                return List.of(ProgramActions.read(call));
            } else if (argument.startsWith("--del") || argument.equals("--remove-source-files")) {
                delete = true;
            }
        }
        if (operands.size() < 2) {
            return List.of(operands.size() == 1 ? ProgramActions.read(call) : ProgramActions.unknown(call));
        }
        String to = place(call, operands.get(operands.size() - 1));
        boolean deletes = delete;
        return operands.subList(0, operands.size() - 1).stream()
                .map(from -> FileActions.sync(place(call, from), to, deletes))
                .toList();
    }

    /** Absolute, or HOST:PATH as written; a trailing slash has a meaning here. */
    private static String place(ProgramCall call, String operand) {
        if (operand.matches("[^/]*:.*")) {
            return operand;
        }
        String path = PathText.absolute(call.cwd(), operand);
        return operand.endsWith("/") && !path.equals("/") ? path + "/" : path;
    }
}
