package dev.understudy.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Reads an asciicast, version 2 or 3 (https://docs.asciinema.org/manual/asciicast/v3/), event by event. A last line that
 * was not written completely is left out.
 */
final class CastReader implements Closeable {
    /** @param columns of the terminal; @param timestamp seconds since 1970, 0 where it is not told */
    record Header(int version, int columns, int rows, long timestamp, String title, String term) {}

    /**
     * @param seconds since the beginning
     * @param code {@code o} output, {@code m} marker, {@code r} resize, {@code x} exit, {@code i} input
     */
    record Event(double seconds, char code, String data) {}

    private final Path file;
    private final BufferedReader in;
    private final Header header;
    private int line = 1;
    private double seconds;

    private CastReader(Path file, BufferedReader in) throws IOException {
        this.file = file;
        this.in = in;
        this.header = header();
    }

    /** @throws ArchiveFailure where the file is missing or no such recording */
    static CastReader open(Path file) throws IOException {
        try {
            return new CastReader(file, Files.newBufferedReader(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, file + " does not exist");
        }
    }

    Header head() {
        return header;
    }

    /** The next event; null at the end. */
    @Nullable
    Event next() throws IOException {
        while (true) {
            String text = in.readLine();
            if (text == null) {
                return null;
            }
            line++;
            if (text.isBlank() || text.startsWith("#")) {
                continue;
            }
            JsonNode node = parse(text);
            if (node == null) {
                if (in.readLine() == null) {
                    return null;
                }
                throw wrong("is no JSON");
            }
            if (!node.isArray() || !node.path(0).isNumber() || !node.path(2).isTextual()) {
                throw wrong("is no event [seconds, code, data]");
            }
            double time = node.get(0).asDouble();
            seconds = header.version == 3 ? seconds + time : time;
            String code = node.path(1).asText();
            return new Event(
                    seconds,
                    code.length() == 1 ? code.charAt(0) : '?',
                    node.get(2).asText());
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private Header header() throws IOException {
        String text = in.readLine();
        JsonNode node = text == null ? null : parse(text);
        int version = node == null ? 0 : node.path("version").asInt(0);
        if (node == null || version != 2 && version != 3) {
            throw wrong("is no header of an asciicast of version 2 or 3");
        }
        JsonNode term = node.path("term");
        return version == 3
                ? new Header(
                        3,
                        term.path("cols").asInt(80),
                        term.path("rows").asInt(24),
                        node.path("timestamp").asLong(0),
                        node.path("title").asText(""),
                        term.path("type").asText("xterm"))
                : new Header(
                        2,
                        node.path("width").asInt(80),
                        node.path("height").asInt(24),
                        node.path("timestamp").asLong(0),
                        node.path("title").asText(""),
                        node.path("env").path("TERM").asText("xterm"));
    }

    private static @Nullable JsonNode parse(String text) {
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private ArchiveFailure wrong(String what) {
        return new ArchiveFailure(ArchiveFailure.CONFIGURATION, file + " line " + line + " " + what);
    }
}
