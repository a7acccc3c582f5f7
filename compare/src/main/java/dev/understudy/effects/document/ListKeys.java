package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the elements of one list are told apart.
 *
 * @param fields the fields that name an element together, with dots to reach into an object; empty where the value itself
 *     names it
 * @param ordered whether the order of the elements is part of what was done
 */
record ListKeys(List<String> fields, boolean ordered) {
    static final ListKeys BY_NAME = new ListKeys(List.of("name"), false);
    static final ListKeys SET = new ListKeys(List.of(), false);

    ListKeys {
        fields = List.copyOf(fields);
    }

    /** The elements by their keys, in order; null where they cannot be told apart by these fields. */
    @Nullable
    Map<String, JsonNode> keyed(JsonNode list) {
        Map<String, JsonNode> keyed = new LinkedHashMap<>();
        for (JsonNode element : list) {
            String key = key(element);
            if (key == null || keyed.put(key, element) != null) {
                return null;
            }
        }
        return keyed;
    }

    /** Whether this field of an element says nothing but which element it is. */
    boolean isKey(String field) {
        return fields.contains(field);
    }

    private @Nullable String key(JsonNode element) {
        if (fields.isEmpty()) {
            return element.isTextual() ? element.textValue() : null;
        }
        if (fields.size() == 1) {
            return part(element, fields.get(0), false);
        }
        StringBuilder key = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            String part = part(element, fields.get(i), i > 0);
            if (part == null) {
                return null;
            }
            key.append(i == 0 ? "" : ":").append(part);
        }
        return key.toString();
    }

    /** @param optional whether the field may be missing: then it is empty */
    private static @Nullable String part(JsonNode element, String field, boolean optional) {
        if (!element.isObject()) {
            return null;
        }
        JsonNode at = element;
        for (String name : field.split("\\.", -1)) {
            at = at.path(name);
        }
        if (at.isTextual() || at.isIntegralNumber()) {
            return at.asText();
        }
        // A manifest need not name the protocol of a port, and the server fills it in.
        return at.isMissingNode() && optional ? field.equals("protocol") ? "TCP" : "" : null;
    }
}
