package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The structural schemas of custom resources, by which their lists are keyed. Immutable.
 *
 * @param byResource {@code GROUP/RESOURCE/VERSION} → the schema (OpenAPI v3)
 */
public record Schemas(Map<String, JsonNode> byResource) {
    public static final Schemas NONE = new Schemas(Map.of());

    public Schemas {
        byResource = Map.copyOf(byResource);
    }

    /** With those of a {@code CustomResourceDefinition}; as it is where the document is none. */
    public Schemas with(@Nullable JsonNode definition) {
        JsonNode spec = definition == null ? null : definition.get("spec");
        if (spec == null || !spec.path("versions").isArray()) {
            return this;
        }
        Map<String, JsonNode> all = new HashMap<>(byResource);
        String resource = spec.path("group").asText() + "/"
                + spec.path("names").path("plural").asText() + "/";
        for (JsonNode version : spec.path("versions")) {
            JsonNode schema = version.path("schema").path("openAPIV3Schema");
            if (schema.isObject()) {
                all.put(resource + version.path("name").asText(), schema);
            }
        }
        return new Schemas(all);
    }

    @Nullable
    JsonNode of(ApiPath path) {
        return byResource.isEmpty()
                ? null
                : byResource.get(path.group() + "/" + path.resource() + "/" + path.version());
    }
}
