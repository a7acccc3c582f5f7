package dev.understudy.archive;

import dev.understudy.spool.SessionFolder;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Writes a session in the format of other tools.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    enum Format {
        asciicast,
        asciicast2,
        ndjson,
        markdown,
        json,
        typescript
    }

    @Parameters(paramLabel = "SESSION", description = "a session's folder or name")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Option(names = "--format", required = true, description = "one of ${COMPLETION-CANDIDATES}")
    @SuppressWarnings("NullAway.Init")
    private Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "where to; standard output unless given. A typescript's timing goes to FILE.timing")
    private @Nullable Path output;

    @Override
    public Integer call() throws IOException {
        SessionFolder folder = SessionChoice.find(session);
        if (format == Format.typescript) {
            if (output == null) {
                throw new ArchiveFailure(ArchiveFailure.USAGE, "a typescript is two files; give --output FILE");
            }
            Export.typescript(cast(folder), output, Path.of(output + ".timing"));
            return 0;
        }
        if (output == null) {
            write(folder, System.out);
            System.out.flush();
        } else {
            try (OutputStream out = Files.newOutputStream(output)) {
                write(folder, out);
            }
        }
        return 0;
    }

    private void write(SessionFolder folder, OutputStream out) throws IOException {
        switch (format) {
            case asciicast -> Export.asciicast3(cast(folder), out);
            case asciicast2 -> Export.asciicast2(cast(folder), out);
            case ndjson -> Export.ndjson(folder.events(), out);
            case markdown -> text(SessionMarkdown.write(SessionChoice.read(session)), out);
            case json -> text(SessionJson.write(SessionChoice.read(session)) + "\n", out);
            case typescript -> throw new IllegalStateException("written above");
        }
    }

    private static void text(String text, OutputStream out) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Path cast(SessionFolder folder) {
        if (!Files.isRegularFile(folder.cast())) {
            throw new ArchiveFailure(
                    ArchiveFailure.CONFIGURATION,
                    folder.dir() + " has no recording of the screen; --format markdown, json and ndjson need none");
        }
        return folder.cast();
    }
}
