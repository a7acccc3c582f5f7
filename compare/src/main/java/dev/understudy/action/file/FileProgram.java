package dev.understudy.action.file;

import dev.understudy.action.Action;
import dev.understudy.action.Normaliser;
import dev.understudy.action.PathText;
import dev.understudy.action.ProgramActions;
import dev.understudy.action.ProgramCall;
import dev.understudy.action.program.Options;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the normalisers of this package share: options first, one action of unknown effect where anything is not understood. */
abstract class FileProgram implements Normaliser {
    private final Set<String> programs;

    FileProgram(Set<String> programs) {
        this.programs = programs;
    }

    @Override
    public final boolean understands(String program) {
        return programs.contains(program);
    }

    @Override
    public final List<Action> actions(ProgramCall call) {
        List<String> arguments = call.argv().subList(1, call.argv().size());
        if (arguments.equals(List.of("--help")) || arguments.equals(List.of("--version"))) {
            return List.of(ProgramActions.read(call));
        }
        Optional<Options.Parsed> parsed = options(call.program()).parse(arguments(call.program(), arguments));
        return parsed.flatMap(given -> understood(call, given)).orElseGet(() -> List.of(ProgramActions.unknown(call)));
    }

    /** The options that the program takes; with any other, nothing is understood. */
    abstract Options options(String program);

    /** The actions, in order; empty where the arguments are not understood after all. */
    abstract Optional<List<Action>> understood(ProgramCall call, Options.Parsed given);

    /** A chance to rewrite arguments of old forms before options are read. */
    List<String> arguments(String program, List<String> arguments) {
        return arguments;
    }

    static String path(ProgramCall call, String operand) {
        return PathText.absolute(call.cwd(), operand);
    }

    /** Whether the operand can only be a folder: the shell's user said so by a slash or a dot. */
    static boolean mustBeFolder(String operand) {
        return operand.endsWith("/")
                || operand.equals(".")
                || operand.equals("..")
                || operand.endsWith("/.")
                || operand.endsWith("/..");
    }

    /** The path of {@code source} within the folder. */
    static String within(ProgramCall call, String folder, String source) {
        return PathText.normal(path(call, folder) + "/" + PathText.name(path(call, source)));
    }
}
