package dev.understudy.archive;

import dev.understudy.redaction.RedactingStream;
import dev.understudy.redaction.Redactor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A filter: standard input to standard output, in bounded memory, byte for byte where there is no secret. */
@Command(
        name = "redact",
        description = "Takes the secrets out of any text: understudy redact <IN >OUT",
        mixinStandardHelpOptions = true)
public final class RedactCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        filter(redactor, System.in, System.out);
        return 0;
    }

    static void filter(Redactor redactor, InputStream from, java.io.OutputStream to) throws IOException {
        // One character a byte, so that text in any encoding, and what is no text at all, comes out as it went in.
        Charset bytes = StandardCharsets.ISO_8859_1;
        Reader in = new InputStreamReader(from, bytes);
        Writer out = new BufferedWriter(new OutputStreamWriter(to, bytes), 1 << 16);
        RedactingStream stream = redactor.stream((time, text) -> {
            try {
                out.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
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
