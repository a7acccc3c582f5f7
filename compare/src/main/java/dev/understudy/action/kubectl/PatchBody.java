package dev.understudy.action.kubectl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.action.JsonText;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Turns the body of a patch into the fields of an update: JSON pointers with JSON values, {@code null} for what is removed. */
final class PatchBody {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESTARTED_AT = "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt";

    private PatchBody() {}

    /** @param type strategic, merge or json; empty where the body is not understood (YAML, or a move or copy) */
    static Optional<Map<String, String>> fields(String type, String body) {
        JsonNode node;
        try {
            node = JSON.readTree(body);
        } catch (JsonProcessingException e) {
            // kubectl takes YAML as well: then the content is unknown, which is said, and not an error.
            return Optional.empty();
        }
        Map<String, String> fields = new TreeMap<>();
        boolean understood = switch (type) {
            case "json" -> operations(node, fields);
            case "merge" -> merge("", node, fields, false);
            case "strategic" -> merge("", node, fields, true);
            default -> false;
        };
        return understood && !fields.isEmpty() ? Optional.of(fields) : Optional.empty();
    }

    /** Whether these fields are all that {@code kubectl rollout restart} changes. */
    static boolean isRestart(Map<String, String> fields) {
        return fields.size() == 1 && fields.containsKey(RESTARTED_AT);
    }

    private static boolean merge(String path, JsonNode node, Map<String, String> fields, boolean byName) {
        if (!node.isContainerNode()) {
            return !path.isEmpty() && put(fields, path, node);
        }
        if (node.isArray()) {
            boolean named = byName && !node.isEmpty();
            for (JsonNode element : node) {
                named &= element.path("name").isTextual();
            }
            if (!named) {
                return put(fields, path, node);
            }
            for (JsonNode element : node) {
                String at =
                        path + "/" + JsonText.pointerPart(element.path("name").asText());
                if (element.path("$patch").asText().equals("delete")) {
                    fields.put(at, "null");
                } else if (element.size() == 1) {
                    fields.put(at, "{}");
                } else {
                    element.properties().stream()
                            .filter(property -> !property.getKey().equals("name"))
                            .forEach(property -> merge(at(at, property.getKey()), property.getValue(), fields, true));
                }
            }
            return true;
        }
        if (node.isEmpty() && !path.isEmpty()) {
            return put(fields, path, node);
        }
        boolean understood = true;
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            understood &= merge(at(path, property.getKey()), property.getValue(), fields, byName);
        }
        return understood;
    }

    private static boolean operations(JsonNode operations, Map<String, String> fields) {
        if (!operations.isArray()) {
            return false;
        }
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText();
            switch (operation.path("op").asText()) {
                case "add", "replace" -> put(fields, path, operation.path("value"));
                case "remove" -> fields.put(path, "null");
                case "test" -> put(fields, "if:" + path, operation.path("value"));
                default -> {
                    return false;
                }
            }
        }
        return true;
    }

    private static String at(String path, String name) {
        return path + "/" + JsonText.pointerPart(name);
    }

    private static boolean put(Map<String, String> fields, String path, JsonNode value) {
        // The tree model keeps the order of the text; the value's maps do not matter, as they are written sorted.
        fields.put(path, JsonText.of(value.isContainerNode() ? JSON.convertValue(value, Object.class) : value));
        return true;
    }
}
