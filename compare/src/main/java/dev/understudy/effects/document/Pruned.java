package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.action.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A document without what is nobody's act: the state in which two objects are the same if the same was meant.
 *
 * @param value what is left; an object, which may be empty
 * @param bookkeeping the pointers of the client's own notes that were left out
 * @param rewritten what else was left out for a reason that is told: where → what
 */
public record Pruned(JsonNode value, SortedSet<String> bookkeeping, SortedMap<String, String> rewritten) {
    private static final int TOLD = 200;

    public static Pruned of(JsonNode document, Shape shape) {
        Pruned pruned = new Pruned(JsonNodeFactory.instance.objectNode(), new TreeSet<>(), new TreeMap<>());
        if (document instanceof ObjectNode object) {
            pruned.fields("", object, shape.rules(), shape, (ObjectNode) pruned.value());
        }
        return pruned;
    }

    private void fields(
            String pointer, ObjectNode from, FieldRules.@Nullable Place place, Shape shape, ObjectNode into) {
        for (Map.Entry<String, JsonNode> entry : from.properties()) {
            String name = entry.getKey();
            JsonNode kept = keep(
                    pointer + "/" + JsonText.pointerPart(name),
                    name,
                    entry.getValue(),
                    place == null ? null : place.child(name),
                    shape);
            if (kept != null) {
                into.set(name, kept);
            }
        }
    }

    /** Null where nothing is to be kept. */
    private @Nullable JsonNode keep(
            String pointer, String field, JsonNode node, FieldRules.@Nullable Place place, Shape shape) {
        JsonNode value = Shape.value(field, node);
        if (value == null) {
            return null;
        }
        switch (shape.treatment(place, field)) {
            case SERVER, ALLOCATED, DERIVED_ALWAYS -> {
                return null;
            }
            case BOOKKEEPING -> {
                bookkeeping.add(pointer);
                return null;
            }
            case DERIVED -> {
                rewritten.put(pointer, told(value));
                return null;
            }
            case COMPARED -> {}
        }
        if (place == null) {
            return value; // no rule speaks of anything below
        }
        JsonNode kept = value;
        if (value instanceof ObjectNode object) {
            ObjectNode fields = JsonNodeFactory.instance.objectNode();
            fields(pointer, object, place, shape, fields);
            kept = fields;
        } else if (value instanceof ArrayNode list) {
            ArrayNode elements = JsonNodeFactory.instance.arrayNode();
            elements(pointer, field, list, place, shape, elements);
            kept = elements;
        }
        return kept.isContainerNode() && kept.isEmpty() && !value.isEmpty() ? null : kept;
    }

    private void elements(
            String pointer,
            String field,
            ArrayNode from,
            FieldRules.@Nullable Place place,
            Shape shape,
            ArrayNode into) {
        ListKeys keys = place == null ? null : shape.lists().keys(field, null, from, from);
        Map<String, JsonNode> keyed = keys == null ? null : keys.keyed(from);
        List<String> names = keyed == null ? List.of() : new ArrayList<>(keyed.keySet());
        for (int i = 0; i < from.size(); i++) {
            String name = names.isEmpty() ? Integer.toString(i) : names.get(i);
            JsonNode kept = keep(
                    pointer + "/" + JsonText.pointerPart(name),
                    name,
                    from.get(i),
                    place == null ? null : place.child(name),
                    shape);
            if (kept != null) {
                into.add(kept);
            }
        }
    }

    static String told(JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.toString();
        return text.length() <= TOLD ? text : text.substring(0, TOLD) + "…";
    }
}
