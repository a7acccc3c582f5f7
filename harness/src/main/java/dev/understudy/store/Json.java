package dev.understudy.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.understudy.recording.EventJson;
import java.util.List;
import java.util.Map;

/** Values as JSON columns, in the one JSON form that equal values share. */
public final class Json {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};
    private static final TypeReference<List<String>> LIST = new TypeReference<>() {};

    private Json() {}

    public static String write(Object value) {
        try {
            return EventJson.mapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass().getSimpleName() + " cannot be written as JSON", e);
        }
    }

    /** @throws IllegalStateException where the column holds something else: somebody changed the database by hand */
    public static <T> T read(String json, Class<T> type) {
        try {
            return EventJson.mapper().readValue(json, type);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    public static Map<String, String> strings(String json) {
        try {
            return EventJson.mapper().readValue(json, STRINGS);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    public static List<String> list(String json) {
        try {
            return EventJson.mapper().readValue(json, LIST);
        } catch (JsonProcessingException e) {
            throw unreadable(e);
        }
    }

    private static IllegalStateException unreadable(JsonProcessingException e) {
        return new IllegalStateException("a stored value cannot be read: " + e.getOriginalMessage(), e);
    }
}
