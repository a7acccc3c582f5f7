package dev.understudy.action;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Values of fields that are JSON text, always in the same bytes for the same value. */
public final class JsonText {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private JsonText() {}

    public static String array(List<String> values) {
        return of(values);
    }

    /** A value of Jackson's tree model, a string, a number, a list or a map. */
    public static String of(Object value) {
        try {
            // Jackson writes the fields of a tree as they came, those of a map by their names.
            boolean tree = value instanceof JsonNode node && node.isContainerNode();
            return MAPPER.writeValueAsString(tree ? MAPPER.convertValue(value, Object.class) : value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value + " cannot be written as JSON", e);
        }
    }

    /** A part of a JSON pointer, escaped as RFC 6901 asks. */
    public static String pointerPart(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /** What {@link #pointerPart} escaped. */
    public static String partOf(String escaped) {
        return escaped.replace("~1", "/").replace("~0", "~");
    }
}
