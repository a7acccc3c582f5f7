package dev.understudy.terminal;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.Closeable;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * Writes an asciicast, version 3 (https://docs.asciinema.org/manual/asciicast/v3/): one JSON array a line, each with the
 * seconds since the one before. Text is expected redacted. Not thread-safe.
 */
public final class Asciicast implements Closeable {
    private final Writer out;
    private Instant last;

    /** Goes on with a recording whose last event was about {@code last}; the header is there already. */
    public Asciicast(Writer out, Instant last) {
        this.out = out;
        this.last = last;
    }

    /** Begins a recording. */
    public static Asciicast begin(Writer out, Instant at, int columns, int rows, String term, String title)
            throws IOException {
        out.write("{\"version\":3,\"term\":{\"cols\":" + columns + ",\"rows\":" + rows + ",\"type\":" + json(term)
                + "},\"timestamp\":" + at.getEpochSecond() + ",\"title\":" + json(title) + "}\n");
        return new Asciicast(out, at);
    }

    public void output(Instant at, String text) throws IOException {
        event(at, 'o', text);
    }

    public void marker(Instant at, String label) throws IOException {
        event(at, 'm', label);
    }

    public void resize(Instant at, int columns, int rows) throws IOException {
        event(at, 'r', columns + "x" + rows);
    }

    public void exit(Instant at, int status) throws IOException {
        event(at, 'x', Integer.toString(status));
    }

    public void flush() throws IOException {
        out.flush();
    }

    private void event(Instant at, char code, String data) throws IOException {
        if (data.isEmpty()) {
            return;
        }
        double seconds = Math.max(0, Duration.between(last, at).toMillis() / 1000.0);
        if (at.isAfter(last)) {
            last = at;
        }
        out.write(String.format(Locale.ROOT, "[%.3f, \"%c\", %s]%n", seconds, code, json(data)));
    }

    private static String json(String text) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
