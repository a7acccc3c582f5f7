package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one must know of a document to compare it.
 *
 * @param rules where nobody's acts are; null for none
 * @param schema the document's structural schema; null where none is known
 * @param request the request's body: it tells which of the cluster's choices were the client's; null where it is not known
 * @param made whether the object was made by the request, rather than changed
 */
public record Shape(
        FieldRules.@Nullable Place rules,
        ListRules lists,
        @Nullable JsonNode schema,
        @Nullable JsonNode request,
        boolean made) {
    /** Fields in which nothing is the same as an empty value. */
    private static final Set<String> EMPTY_IS_NONE =
            Set.of("metadata", "labels", "annotations", "spec", "resources", "securityContext", "limits", "requests");

    /** A shape of which nothing is known: every difference counts. */
    static Shape plain() {
        return new Shape(null, ListRules.installed(), null, null, true);
    }

    /** What is to be done with a difference at this place. */
    Treatment treatment(FieldRules.@Nullable Place place, String field) {
        Treatment treatment = place == null ? Treatment.COMPARED : place.treatment();
        return switch (treatment) {
            case ALLOCATED ->
                request != null && request.findValue(field) != null ? Treatment.COMPARED : Treatment.SERVER;
            case DERIVED -> made ? Treatment.DERIVED : Treatment.COMPARED;
            case DERIVED_ALWAYS -> Treatment.DERIVED;
            default -> treatment;
        };
    }

    /** The value, or null for what is the same as none. */
    static @Nullable JsonNode value(String field, @Nullable JsonNode node) {
        return node == null
                        || node.isNull()
                        || node.isMissingNode()
                        || node.isContainerNode() && node.isEmpty() && EMPTY_IS_NONE.contains(field)
                ? null
                : node;
    }

    static @Nullable JsonNode property(@Nullable JsonNode schema, String field) {
        if (schema == null) {
            return null;
        }
        JsonNode properties = schema.path("properties").path(field);
        JsonNode found = properties.isMissingNode() ? schema.path("additionalProperties") : properties;
        return found.isObject() ? found : null;
    }

    static @Nullable JsonNode items(@Nullable JsonNode schema) {
        return schema != null && schema.path("items").isObject() ? schema.path("items") : null;
    }
}
