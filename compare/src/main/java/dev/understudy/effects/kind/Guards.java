package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.JsonText;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.Guard;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads under which conditions a request asks the server to act. */
final class Guards {
    private Guards() {}

    /** Of a PATCH or PUT. */
    static Guard ofUpdate(ApiCall call) {
        SortedMap<String, String> conditions = new TreeMap<>();
        Boolean locked = null;
        boolean version = call.body("metadata", "resourceVersion").isTextual();
        String type = String.valueOf(call.request().contentType());
        if (call.is("PUT") && !call.isOn("scale")) {
            locked = version;
        } else if (type.startsWith("application/apply-patch")) {
            locked = !"true".equals(call.query("force"));
        } else if (version) {
            conditions.put("resourceVersion", Guard.GIVEN);
        }
        if (type.startsWith("application/json-patch")) {
            for (JsonNode operation : call.body()) {
                if (operation.path("op").asText().equals("test")) {
                    String path = operation.path("path").asText();
                    boolean given = path.equals("/metadata/resourceVersion") || path.equals("/metadata/uid");
                    conditions.put(
                            given ? path.substring("/metadata/".length()) : "test " + path,
                            given ? Guard.GIVEN : JsonText.of(operation.path("value")));
                }
            }
        }
        return new Guard(conditions, locked);
    }

    /** @param options of a deletion, which may be missing */
    static Guard ofDelete(JsonNode options) {
        SortedMap<String, String> conditions = new TreeMap<>();
        for (String name : new String[] {"uid", "resourceVersion"}) {
            if (options.path("preconditions").path(name).isTextual()) {
                conditions.put(name, Guard.GIVEN);
            }
        }
        return conditions.isEmpty() ? Guard.NONE : new Guard(conditions, null);
    }
}
