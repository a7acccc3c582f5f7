package dev.understudy.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/** A session in the formats of others. */
final class Export {
    private Export() {}

    /** The recording of the screen as it is: asciicast, version 3. */
    static void asciicast3(Path cast, OutputStream out) throws IOException {
        try (CastReader reader = CastReader.open(cast)) {
            write(header3(reader.head()), out);
            double before = 0;
            for (CastReader.Event e = reader.next(); e != null; e = reader.next()) {
                write(event(e.seconds() - before, e), out);
                before = e.seconds();
            }
        }
    }

    /** The same in version 2, which knows no exit. */
    static void asciicast2(Path cast, OutputStream out) throws IOException {
        try (CastReader reader = CastReader.open(cast)) {
            CastReader.Header head = reader.head();
            ObjectNode header = EventJson.mapper().createObjectNode();
            header.put("version", 2).put("width", head.columns()).put("height", head.rows());
            header.put("timestamp", head.timestamp()).put("title", head.title());
            header.putObject("env").put("TERM", head.term());
            write(header.toString(), out);
            for (CastReader.Event e = reader.next(); e != null; e = reader.next()) {
                if (e.code() != 'x') {
                    write(event(e.seconds(), e), out);
                }
            }
        }
    }

    /** A typescript and its timing, as script(1) writes them and scriptreplay(1) plays them. */
    static void typescript(Path cast, Path typescript, Path timing) throws IOException {
        try (CastReader reader = CastReader.open(cast);
                OutputStream out = Files.newOutputStream(typescript);
                OutputStream times = Files.newOutputStream(timing)) {
            // scriptreplay leaves the first line out, whatever it says.
            write("Script started on " + Instant.ofEpochSecond(reader.head().timestamp()), out);
            double before = 0;
            for (CastReader.Event e = reader.next(); e != null; e = reader.next()) {
                byte[] text = e.data().getBytes(StandardCharsets.UTF_8);
                if (e.code() == 'o' && text.length > 0) {
                    out.write(text);
                    write(String.format(Locale.ROOT, "%.6f %d", e.seconds() - before, text.length), times);
                    before = e.seconds();
                }
            }
        }
    }

    /** The events themselves. */
    static void ndjson(Path events, OutputStream out) throws IOException {
        Files.copy(events, out);
    }

    private static String header3(CastReader.Header head) {
        ObjectNode header = EventJson.mapper().createObjectNode();
        header.put("version", 3);
        header.putObject("term")
                .put("cols", head.columns())
                .put("rows", head.rows())
                .put("type", head.term());
        return header.put("timestamp", head.timestamp())
                .put("title", head.title())
                .toString();
    }

    private static String event(double seconds, CastReader.Event event) {
        ArrayNode array = EventJson.mapper().createArrayNode();
        array.add(BigDecimal.valueOf(seconds).setScale(6, RoundingMode.HALF_UP));
        return array.add(String.valueOf(event.code())).add(event.data()).toString();
    }

    private static void write(String line, OutputStream out) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
