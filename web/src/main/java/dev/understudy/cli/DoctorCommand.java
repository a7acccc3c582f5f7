package dev.understudy.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code understudy doctor}: what this machine has of what Understudy can use. */
@Command(
        name = "doctor",
        description =
                "Says what of this machine Understudy can use; exit code 4 where something that is needed is missing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Override
    public Integer call() {
        List<String> missing = new ArrayList<>();
        said("java", System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
        needed("bash", "the recorder shell is the operator's own bash", missing);
        optional("script", "holds the recorder's terminal (util-linux); without it the recorder's own process does");
        optional("temporal", "the embedded server then keeps its state; without it that is lost when the server ends");
        optional("kubectl", "its requests are recorded");
        try {
            server.client().text("readyz");
            said("server", "ready at " + server.client().page(""));
        } catch (CliFailure e) {
            said("server", "not there (" + e.getMessage() + ")");
        }
        missing.forEach(what -> Printed.line(spec, "missing: " + what));
        return (missing.isEmpty() ? ExitCode.OK : ExitCode.ENVIRONMENT).number();
    }

    private void needed(String program, String why, List<String> missing) {
        if (onPath(program).isEmpty()) {
            missing.add(program + ": " + why);
        } else {
            said(program, onPath(program));
        }
    }

    private void optional(String program, String why) {
        String path = onPath(program);
        said(program, path.isEmpty() ? "not on the PATH: " + why : path);
    }

    private void said(String what, String said) {
        Printed.line(spec, String.format(java.util.Locale.ROOT, "%-9s %s", what, said));
    }

    private static String onPath(String program) {
        String path = System.getenv("PATH");
        return Stream.of((path == null ? "" : path).split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }
}
