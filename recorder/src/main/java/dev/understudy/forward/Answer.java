package dev.understudy.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;

/** What the server said to a batch of events. */
sealed interface Answer {
    /** All events up to {@code seq} are stored. */
    record Stored(long seq) implements Answer {}

    /** Events before the batch are missing there; the next that it takes is {@code seq}. */
    record Expects(long seq) implements Answer {}

    /** It does not want them, and will not want the same again unless somebody changes something. */
    record Refused(String why) implements Answer {}

    /** It cannot take them now. */
    record Away(String why) implements Answer {}

    static Answer of(int status, String body) {
        JsonNode json = json(body);
        if (status == 200 && json.path("stored").canConvertToLong()) {
            return new Stored(json.path("stored").asLong());
        }
        if (status == 409 && json.path("expected").canConvertToLong()) {
            return new Expects(json.path("expected").asLong());
        }
        String error = json.path("error").asText("");
        if (status == 401 || status == 403) {
            return new Refused(error.isEmpty() ? "the server does not accept the recorder's token" : error);
        }
        if (status >= 400 && status < 500 && status != 408 && status != 429) {
            return new Refused(error.isEmpty() ? "the server answered " + status : error);
        }
        return new Away("the server answered " + status + (error.isEmpty() ? "" : ": " + error));
    }

    private static JsonNode json(String body) {
        try {
            return EventJson.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return EventJson.mapper().createObjectNode();
        }
    }
}
