package dev.understudy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.JsonText;
import java.util.Map;
import java.util.TreeMap;

/** The fields that a manifest asks for, less what only says which object it is. */
final class AppliedFields {
    private AppliedFields() {}

    /** JSON pointers with JSON values; an element of a list whose elements have names is called by its name. */
    static Map<String, String> of(JsonNode content) {
        Map<String, String> fields = new TreeMap<>();
        collect("", content, fields);
        fields.keySet()
                .removeIf(pointer -> pointer.equals("/apiVersion")
                        || pointer.equals("/kind")
                        || pointer.equals("/metadata/name")
                        || pointer.equals("/metadata/namespace"));
        return fields;
    }

    private static void collect(String pointer, JsonNode node, Map<String, String> fields) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties()
                    .forEach(field ->
                            collect(pointer + "/" + JsonText.pointerPart(field.getKey()), field.getValue(), fields));
        } else if (node.isArray() && !node.isEmpty() && allNamed(node)) {
            node.forEach(element -> collect(
                    pointer + "/" + JsonText.pointerPart(element.get("name").asText()), element, fields));
        } else {
            fields.put(pointer, JsonText.of(node));
        }
    }

    private static boolean allNamed(JsonNode list) {
        for (JsonNode element : list) {
            if (!element.path("name").isTextual()) {
                return false;
            }
        }
        return true;
    }
}
