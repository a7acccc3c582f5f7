package dev.understudy.cli;

import dev.understudy.action.Action;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy action -- CMD…}. */
@Command(
        name = "action",
        description = "Prints what a command would do, in its canonical form.",
        mixinStandardHelpOptions = true)
final class ActionCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Option(names = "--cwd", paramLabel = "FOLDER", description = "where it is started (default: here)")
    @Nullable
    Path cwd;

    @Parameters(
            arity = "1..*",
            paramLabel = "CMD",
            description = "the program and its arguments, as expanded by the shell")
    List<String> command = List.of();

    @Override
    public Integer call() {
        Path folder = (cwd == null ? Path.of("") : cwd).toAbsolutePath().normalize();
        List<Action> actions = Normalisers.installed().actions(new ProgramCall(command, folder.toString(), Map.of()));
        if (json) {
            Printed.json(spec, actions);
        } else if (actions.isEmpty()) {
            Printed.line(spec, "no effect worth comparing");
        } else {
            actions.forEach(action -> Printed.line(spec, action.effect() + "  " + action.summary()));
        }
        return ExitCode.OK.number();
    }
}
