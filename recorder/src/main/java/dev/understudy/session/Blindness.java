package dev.understudy.session;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which invocations lead to places where the recorder sees the terminal only, not what runs. */
final class Blindness {
    private static final Set<String> SHELLS = Set.of("bash", "sh", "zsh", "dash", "ksh", "fish", "ash", "busybox");
    private static final Set<String> MULTIPLEXERS = Set.of("tmux", "screen", "byobu", "zellij");
    private static final Set<String> CONTAINERS = Set.of("kubectl", "oc", "docker", "podman", "nerdctl", "crictl");

    private Blindness() {}

    /** One line about what could not be seen; null where all was seen. */
    static @Nullable String of(List<String> argv) {
        String program = base(argv.get(0));
        List<String> rest = argv.subList(1, argv.size());
        if (program.equals("exec") || program.equals("command") || program.equals("env") || program.equals("nohup")) {
            return rest.isEmpty() ? null : nested(base(rest.get(0)), rest.subList(1, rest.size()));
        }
        return nested(program, rest);
    }

    private static @Nullable String nested(String program, List<String> rest) {
        if (SHELLS.contains(program) && interactive(rest)) {
            return "what ran in a nested " + program + " was not seen";
        }
        if (MULTIPLEXERS.contains(program)) {
            return "what ran inside " + program + " was not seen";
        }
        if (program.equals("su") && !rest.contains("-c")) {
            return "what ran in a nested shell of another user was not seen";
        }
        if (program.equals("sudo")) {
            if (rest.contains("-i") || rest.contains("-s") || rest.contains("--login") || rest.contains("--shell")) {
                return "what ran in a root shell was not seen";
            }
            List<String> command = rest.stream()
                    .dropWhile(word -> word.startsWith("-") || word.contains("="))
                    .toList();
            return command.isEmpty() ? null : nested(base(command.get(0)), command.subList(1, command.size()));
        }
        if (program.equals("ssh") && words(rest) == 1) {
            return "what ran on the other machine was not seen";
        }
        if (CONTAINERS.contains(program)
                && (rest.contains("exec") || rest.contains("attach") || rest.contains("run"))) {
            boolean tty = rest.stream().anyMatch(word -> word.matches("-(it|ti|t|tty)") || word.equals("--tty"));
            return tty ? "what ran in the container was not seen" : null;
        }
        return null;
    }

    private static boolean interactive(List<String> rest) {
        return rest.stream()
                        .allMatch(
                                word -> word.startsWith("-") && !word.startsWith("--version") && !word.equals("--help"))
                && rest.stream().noneMatch(word -> word.matches("-[a-z]*c"));
    }

    /** Arguments that are no options; an option that takes an argument of its own counts it, which errs to the quiet side. */
    private static long words(List<String> rest) {
        long words = 0;
        boolean value = false;
        for (String word : rest) {
            if (value) {
                value = false;
            } else if (word.matches("-[BbcDEeFIiJLlmOopQRSWw]")) {
                value = true;
            } else if (!word.startsWith("-")) {
                words++;
            }
        }
        return words;
    }

    private static String base(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
