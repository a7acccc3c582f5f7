package dev.understudy.recording;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;

/** Requests as NDJSON: one line of JSON each, in the form of {@link EventJson}. Thread-safe. */
public final class RequestJson {
    private static final ObjectReader READER = EventJson.mapper().readerFor(Request.class);
    private static final ObjectWriter WRITER = EventJson.mapper().writerFor(Request.class);

    private RequestJson() {}

    /** One line without a line break. */
    public static String write(Request request) {
        try {
            return WRITER.writeValueAsString(request);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("request " + request.number() + " cannot be written as JSON", e);
        }
    }

    /** @throws JsonProcessingException where the line is no request */
    public static Request read(String line) throws JsonProcessingException {
        return READER.readValue(line);
    }
}
