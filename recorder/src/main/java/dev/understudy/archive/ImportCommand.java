package dev.understudy.archive;

import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes in what others recorded. */
@Command(
        name = "import",
        description = "Takes in an asciicast with marked commands, or a bash history, as a session that never counts.",
        mixinStandardHelpOptions = true)
public final class ImportCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "an asciicast (version 2 or 3), or a bash history with timestamps")
    @SuppressWarnings("NullAway.Init")
    private Path file;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "the new session's folder; among the others unless given")
    private @Nullable Path into;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, file + " is no file");
        }
        String name = "imported-"
                + DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS")
                        .withZone(ZoneOffset.UTC)
                        .format(Instant.now());
        Path dir = into == null ? SessionChoice.root().resolve(name) : into;
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        try {
            int commands = isCast() ? CastImport.into(dir, file, redactor) : HistoryImport.into(dir, file, redactor);
            PrintWriter out = spec.commandLine().getOut();
            out.println(
                    commands + " commands of " + file + " are in " + dir + "; the session never counts as evidence");
            out.flush();
            return 0;
        } catch (FileAlreadyExistsException e) {
            throw new ArchiveFailure(
                    ArchiveFailure.CONFIGURATION, dir + " holds a session already; give --into another folder");
        }
    }

    private boolean isCast() throws IOException {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(4096), StandardCharsets.UTF_8)
                    .stripLeading()
                    .startsWith("{");
        }
    }
}
