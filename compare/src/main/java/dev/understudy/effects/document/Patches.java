package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.action.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a patch makes of a document, where the server's answer is not known: JSON Patch (RFC 6902), JSON Merge Patch
 * (RFC 7386) and Kubernetes' strategic merge patch and server-side apply, whose lists are merged by their keys.
 */
public final class Patches {
    private Patches() {}

    /** @return empty where the patch cannot be applied to this document, or is of a kind that is not known */
    public static Optional<JsonNode> apply(@Nullable String contentType, JsonNode document, JsonNode patch) {
        String type =
                contentType == null ? "" : contentType.replaceFirst(";.*", "").trim();
        return switch (type) {
            case "application/json-patch+json" -> operations(document.deepCopy(), patch);
            case "application/merge-patch+json" -> Optional.of(merged("", document, patch, false));
            case "application/strategic-merge-patch+json",
                    "application/apply-patch+yaml",
                    "application/apply-patch+cbor" -> Optional.of(merged("", document, patch, true));
            default -> Optional.empty();
        };
    }

    private static JsonNode merged(String field, @Nullable JsonNode document, JsonNode patch, boolean lists) {
        if (lists && patch instanceof ArrayNode list) {
            return mergedList(field, document, list);
        }
        if (!(patch instanceof ObjectNode fields)) {
            return patch.deepCopy();
        }
        boolean replace = fields.path("$patch").asText().equals("replace");
        ObjectNode result = document instanceof ObjectNode object && !replace
                ? object.deepCopy()
                : JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> entry : fields.properties()) {
            String name = entry.getKey();
            if (lists && name.startsWith("$")) {
                continue; // a directive
            }
            if (entry.getValue().isNull()) {
                result.remove(name);
            } else {
                result.set(name, merged(name, result.get(name), entry.getValue(), lists));
            }
        }
        return result;
    }

    private static JsonNode mergedList(String field, @Nullable JsonNode document, ArrayNode patch) {
        ArrayNode old = document instanceof ArrayNode list ? list : JsonNodeFactory.instance.arrayNode();
        ArrayNode kept = JsonNodeFactory.instance.arrayNode();
        boolean replace = false;
        for (JsonNode element : patch) {
            boolean directive = element.path("$patch").asText().equals("replace");
            replace |= directive;
            if (!directive) {
                kept.add(element);
            }
        }
        ListKeys keys = ListRules.installed().keys(field, null, old, kept);
        Map<String, JsonNode> result = keys == null || replace ? null : keys.keyed(old);
        Map<String, JsonNode> given = keys == null ? null : keys.keyed(kept);
        if (keys == null || result == null || given == null) {
            return kept.deepCopy();
        }
        Map<String, JsonNode> merged = new LinkedHashMap<>(result);
        given.forEach((key, element) -> {
            if (element.path("$patch").asText().equals("delete")) {
                merged.remove(key);
            } else {
                merged.put(key, merged("", merged.get(key), element, true));
            }
        });
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        merged.values().forEach(list::add);
        return list;
    }

    private static Optional<JsonNode> operations(JsonNode document, JsonNode operations) {
        JsonNode result = document;
        for (JsonNode operation : operations) {
            String path = operation.path("path").asText();
            JsonNode value = switch (operation.path("op").asText()) {
                case "add", "replace", "test" -> operation.get("value");
                case "copy", "move" -> result.at(operation.path("from").asText());
                default -> null;
            };
            boolean done = switch (operation.path("op").asText()) {
                case "add", "copy" -> value != null && set(result, path, value.deepCopy(), true);
                case "replace" -> value != null && set(result, path, value.deepCopy(), false);
                case "remove" -> set(result, path, null, false);
                case "move" ->
                    value != null
                            && set(result, operation.path("from").asText(), null, false)
                            && set(result, path, value, true);
                case "test" -> value != null && result.at(path).equals(value);
                default -> false;
            };
            if (!done) {
                return Optional.empty();
            }
        }
        return Optional.of(result);
    }

    /** @param value null removes */
    private static boolean set(JsonNode document, String path, @Nullable JsonNode value, boolean insert) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return false; // the whole document
        }
        JsonNode parent = document.at(path.substring(0, slash));
        String part = JsonText.partOf(path.substring(slash + 1));
        if (parent instanceof ObjectNode object) {
            if (value != null) {
                object.set(part, value);
                return true;
            }
            return object.remove(part) != null;
        }
        if (!(parent instanceof ArrayNode list) || !part.matches("-|\\d{1,6}")) {
            return false;
        }
        int index = part.equals("-") ? list.size() : Integer.parseInt(part);
        if (value == null) {
            return list.remove(index) != null;
        }
        if (index > list.size() || !insert && index == list.size()) {
            return false;
        }
        if (insert) {
            list.insert(index, value);
        } else {
            list.set(index, value);
        }
        return true;
    }
}
