package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code sed}: a read, unless it edits in place; then the script is part of what is done. */
public final class Sed extends FileProgram {
    private static final Options SED = Options.of("n,quiet,silent e,expression: f,file: E,regexp-extended r i,in-place?"
            + " s,separate u,unbuffered z,null-data l,line-length: follow-symlinks posix debug sandbox b,binary");

    public Sed() {
        super(Set.of("sed"));
    }

    @Override
    Options options(String program) {
        return SED;
    }

    @Override
    List<String> arguments(String program, List<String> arguments) {
        // -i takes a suffix only where it is joined to it: -i.bak
        return arguments.stream()
                .map(argument -> argument.matches("-i.+") ? "--in-place=" + argument.substring(2) : argument)
                .toList();
    }

    @Override
    Optional<List<Action>> understood(ProgramCall call, Options.Parsed given) {
        boolean scriptGiven = given.has("e") || given.has("f");
        List<String> operands = given.operands();
        int files = scriptGiven ? 0 : 1;
        if (!given.has("i")) {
            // A script can write files by its commands w and s///w, and start programs by e.
            String script =
                    scriptGiven ? String.join("\n", given.values("e")) : operands.isEmpty() ? "" : operands.get(0);
            boolean mayWrite = given.has("f") || script.matches("(?s).*(^|[;{\\n/\\d$]|\\s)[we]\\s.*");
            return mayWrite ? Optional.empty() : Optional.of(List.of(ProgramActions.read(call)));
        }
        if (operands.size() <= files) {
            return Optional.empty();
        }
        List<String> arguments = call.argv().subList(1, call.argv().size() - (operands.size() - files));
        return Optional.of(operands.subList(files, operands.size()).stream()
                .map(file -> FileActions.edit(path(call, file), arguments))
                .toList());
    }
}
