package dev.understudy.action;

import java.util.List;
import java.util.Map;

/** The words for programs whose arguments are compared as they are: operation {@code run} on {@code program:NAME}. */
public final class ProgramActions {
    private ProgramActions() {}

    /** Runs a program: the same act only with the very same arguments. */
    public static Action run(Effect effect, List<String> argv) {
        String path = argv.get(0);
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Action.of(
                effect,
                "run",
                "program:" + name,
                argv.size() == 1 ? Map.of() : Map.of("argv", JsonText.array(argv.subList(1, argv.size()))));
    }

    /** A program that nobody understands, or whose arguments nobody does. */
    public static Action unknown(ProgramCall call) {
        return run(Effect.UNKNOWN, call.argv());
    }

    /** A program that changes nothing. */
    public static Action read(ProgramCall call) {
        return run(Effect.READ, call.argv());
    }
}
