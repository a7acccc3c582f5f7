package dev.understudy.archive;

import dev.understudy.redaction.RedactingStream;
import dev.understudy.redaction.Redactor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A filter: standard input to standard output, in bounded memory, byte for byte where there is no secret. */
@Command(
        name = "redact",
        description = "Takes the secrets out of any text: understudy redact <IN >OUT",
        mixinStandardHelpOptions = true)
public final class RedactCommand implements Callable<Integer> {
    private static final int CONFIGURATION = 3;

    @Option(names = "--why", description = "tell on standard error which rule found a secret in which line")
    boolean why;

    @Option(
            names = "--check",
            description = "only say whether the installation's own rules are right, and read nothing")
    boolean check;

    @Override
    public Integer call() throws IOException {
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        redactor.problems().forEach(problem -> System.err.println("understudy: " + problem));
        if (!redactor.problems().isEmpty()) {
            return CONFIGURATION;
        }
        if (!check) {
            filter(redactor, System.in, System.out, why ? System.err : null);
        }
        return 0;
    }

    static void filter(Redactor redactor, InputStream from, OutputStream to, @Nullable PrintStream report)
            throws IOException {
        // One character a byte, so that text in any encoding, and what is no text at all, comes out as it went in.
        Charset bytes = StandardCharsets.ISO_8859_1;
        Reader in = new InputStreamReader(from, bytes);
        Writer out = new BufferedWriter(new OutputStreamWriter(to, bytes), 1 << 16);
        RedactingStream.Sink sink = (time, text) -> {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Redactor inBytes = redactor.inBytes();
        RedactingStream stream = report == null
                ? inBytes.stream(sink)
                : inBytes.stream(sink, (rule, line) -> report.println("line " + line + ": " + rule));
        char[] chunk = new char[1 << 16];
        try {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                stream.write(0, new String(chunk, 0, n));
            }
            stream.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        out.flush();
    }
}
