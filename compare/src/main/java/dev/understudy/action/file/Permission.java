package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code chmod}, {@code chown} and {@code chgrp}. */
public final class Permission extends FileProgram {
    private static final Options CHMOD =
            Options.of("c,changes f,silent,quiet v,verbose no-preserve-root preserve-root R,recursive");
    private static final Options CHOWN = Options.of("c,changes f,silent,quiet v,verbose dereference h,no-dereference"
            + " no-preserve-root preserve-root R,recursive H L P");

    public Permission() {
        super(Set.of("chmod", "chown", "chgrp"));
    }

    @Override
    Options options(String program) {
        return program.equals("chmod") ? CHMOD : CHOWN;
    }

    @Override
    List<String> arguments(String program, List<String> arguments) {
        if (!program.equals("chmod")) {
            return arguments;
        }
        // A mode such as -x looks like an option: it comes first, then.
        List<String> rewritten = new ArrayList<>();
        arguments.forEach(argument -> rewritten.add(argument.matches("-[rwxXst,+=-]+") ? "a" + argument : argument));
        return rewritten;
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        if (given.operands().size() < 2) {
            return Optional.empty();
        }
        String value = given.operands().get(0);
        boolean recursive = given.has("R");
        List<Action> actions = new ArrayList<>();
        for (String operand : given.operands().subList(1, given.operands().size())) {
            String path = path(call, operand);
            actions.add(
                    switch (call.program()) {
                        case "chmod" -> FileActions.setMode(path, value, recursive);
                        case "chgrp" -> FileActions.setOwner(path, null, value, recursive);
                        default -> owner(path, value, recursive);
                    });
        }
        return Optional.of(actions);
    }

    private static Action owner(String path, String value, boolean recursive) {
        int colon = value.indexOf(':');
        @Nullable String owner = colon < 0 ? value : colon == 0 ? null : value.substring(0, colon);
        @Nullable String group = colon < 0 || colon == value.length() - 1 ? null : value.substring(colon + 1);
        return FileActions.setOwner(path, owner, group, recursive);
    }
}
