package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.JsonText;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The pointers of what the body of a patch is about, where the document that it is applied to is not known. */
final class Removals {
    private Removals() {}

    /** The fields that a merge patch removes: those with a null. */
    static Set<String> of(JsonNode patch) {
        Set<String> removed = new TreeSet<>();
        collect("", patch, removed);
        return removed;
    }

    /** The paths of a JSON patch, each up to the first list that it goes through. */
    static Set<String> listless(JsonNode operations) {
        Set<String> paths = new TreeSet<>();
        for (JsonNode operation : operations) {
            paths.add(operation.path("path").asText().replaceFirst("/(\\d+|-)(/.*)?$", ""));
        }
        return paths;
    }

    private static void collect(String pointer, JsonNode node, Set<String> removed) {
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String at = pointer + "/" + JsonText.pointerPart(entry.getKey());
            if (entry.getValue().isNull()) {
                if (!entry.getKey().equals("creationTimestamp")) {
                    removed.add(at);
                }
            } else {
                collect(at, entry.getValue(), removed);
            }
        }
    }
}
