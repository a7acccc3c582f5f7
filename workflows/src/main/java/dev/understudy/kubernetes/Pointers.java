package dev.understudy.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.action.JsonText;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON pointers (RFC 6901) and the values at them. */
final class Pointers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pointers() {}

    static String of(String... parts) {
        return Arrays.stream(parts).map(JsonText::pointerPart).collect(Collectors.joining("/", "/", ""));
    }

    static String json(@Nullable String text) {
        return text == null ? "null" : JsonText.of(text);
    }

    /** A merge patch (RFC 7396) that makes these changes. */
    static String mergePatch(Map<String, String> changes) {
        ObjectNode patch = JSON.createObjectNode();
        changes.forEach((pointer, value) -> {
            String[] parts = pointer.split("/", -1);
            ObjectNode at = patch;
            for (int i = 1; i < parts.length - 1; i++) {
                at = at.withObjectProperty(unescaped(parts[i]));
            }
            at.set(unescaped(parts[parts.length - 1]), tree(pointer, value));
        });
        return patch.toString();
    }

    private static String unescaped(String part) {
        return part.replace("~1", "/").replace("~0", "~");
    }

    private static JsonNode tree(String pointer, String value) {
        try {
            return JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw ClusterFailure.REJECTED.with(
                    "the new value of " + pointer + " is no JSON: strings need quotes. Correct the workflow");
        }
    }
}
