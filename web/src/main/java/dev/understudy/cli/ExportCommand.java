package dev.understudy.cli;

import dev.understudy.export.ExportFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy export}. */
@Command(
        name = "export",
        description = "Writes runs that have ended for other programs: XES and OCEL 2.0 for process mining, CSV, JSON,"
                + " and reports as Markdown for a pull request. Without --workflow or --run: all runs.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Option(names = "--format", required = true, paramLabel = "xes|ocel|csv|json|markdown")
    String format = "";

    @ArgGroup
    @Nullable
    Which which;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "default: standard output")
    @Nullable
    Path output;

    static final class Which {
        @Option(names = "--workflow", paramLabel = "TYPE", description = "the runs of one workflow")
        @Nullable
        String workflow;

        @Option(names = "--run", paramLabel = "RUN", description = "one run")
        @Nullable
        String run;
    }

    @Override
    public Integer call() {
        ExportFormat wanted = ExportFormat.named(format)
                .orElseThrow(() ->
                        new CliFailure(ExitCode.USAGE, "--format " + format + " is none of " + ExportFormat.names()));
        String text = server.client().text(path() + "?format=" + wanted.name().toLowerCase(Locale.ROOT));
        if (output == null) {
            spec.commandLine().getOut().print(text);
            spec.commandLine().getOut().flush();
            return ExitCode.OK.number();
        }
        try {
            // Beside it first, so that nobody ever reads a half-written file.
            Path whole = output.toAbsolutePath();
            Path part = Files.createTempFile(whole.getParent(), ".export", ".part");
            Files.writeString(part, text);
            Files.move(part, whole, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(output + " cannot be written: " + e.getMessage(), e);
        }
        return ExitCode.OK.number();
    }

    private String path() {
        if (which != null && which.run != null) {
            return "api/v1/runs/" + Client.part(which.run) + "/export";
        }
        if (which != null && which.workflow != null) {
            return "api/v1/workflows/" + Client.part(which.workflow) + "/export";
        }
        return "api/v1/export";
    }
}
