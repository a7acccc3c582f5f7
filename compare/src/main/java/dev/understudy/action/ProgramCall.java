package dev.understudy.action;

import java.util.List;
import java.util.Map;

/**
 * One program with its expanded arguments, as it was started.
 *
 * @param argv the program and its arguments; never empty
 * @param cwd the absolute folder in which it was started
 * @param env the assignments made for this call alone ({@code KUBECONFIG=… kubectl …}); not the whole environment
 */
public record ProgramCall(List<String> argv, String cwd, Map<String, String> env) {
    public ProgramCall {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
        if (argv.isEmpty()) {
            throw new IllegalArgumentException("a program call has at least the program's name");
        }
    }

    /** The program's name without its folder. */
    public String program() {
        String path = argv.get(0);
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
