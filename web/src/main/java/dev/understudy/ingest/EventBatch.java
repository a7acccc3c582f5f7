package dev.understudy.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import dev.understudy.refusal.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the NDJSON that a recorder sends: one event a line. All of it is read before any of it is believed. */
final class EventBatch {
    /** The longest line, in bytes: an event with the most output that a recorder keeps is far below. */
    static final int MAX_LINE = 8 * 1024 * 1024;

    private EventBatch() {}

    /**
     * The events in the order of the lines; empty lines are skipped.
     *
     * @param limit the most bytes that are read
     * @throws Problem 400 with the number of the line that is no event; 413 where it is too much at once
     */
    static List<SessionEvent> read(InputStream body, long limit) throws IOException {
        List<SessionEvent> events = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        int number = 1;
        for (int got = body.read(buffer); got >= 0; got = body.read(buffer)) {
            total += got;
            if (total > limit) {
                throw tooMuch("the batch is longer than " + limit + " bytes: send it in several");
            }
            int from = 0;
            for (int i = 0; i < got; i++) {
                if (buffer[i] == '\n') {
                    line.write(buffer, from, i - from);
                    add(events, line, number++);
                    from = i + 1;
                }
            }
            line.write(buffer, from, got - from);
            if (line.size() > MAX_LINE) {
                throw tooMuch("line " + number + " is longer than " + MAX_LINE + " bytes: no event is");
            }
        }
        add(events, line, number);
        return events;
    }

    private static void add(List<SessionEvent> events, ByteArrayOutputStream line, int number) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isBlank()) {
            return;
        }
        try {
            events.add(EventJson.read(text));
        } catch (JsonProcessingException e) {
            String reason =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            throw Problem.badRequest("bad-line", "line " + number + " is no event: " + shortened(reason))
                    .with("line", number);
        }
    }

    /** Jackson quotes the input in its messages; what was sent may be long. */
    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private static Problem tooMuch(String message) {
        return Problem.of(413, "too-much", message);
    }
}
