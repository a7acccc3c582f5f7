package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a write changed: reads the document before and after it side by side. Only what differs is looked at, so that
 * the cost is that of the change and not of the document.
 */
public final class DocumentDiff {
    private static final JsonNode NO_ELEMENTS = JsonNodeFactory.instance.arrayNode();
    private static final ListKeys NONE = new ListKeys(List.of("-"), false);

    private final Shape shape;
    private final Differences found = new Differences();

    private DocumentDiff(Shape shape) {
        this.shape = shape;
    }

    /** @param before null where there was none; @param after null where there is none */
    public static Differences between(@Nullable JsonNode before, @Nullable JsonNode after, Shape shape) {
        DocumentDiff diff = new DocumentDiff(shape);
        diff.walk(Pointer.ROOT, shape.rules(), shape.schema(), before, after, NONE);
        return diff.found;
    }

    /** As {@link #between}, of documents of which nothing is known. */
    public static Differences plain(@Nullable JsonNode before, @Nullable JsonNode after) {
        return between(before, after, Shape.plain());
    }

    /** Whether two values of a field say the same, as {@code 1} and {@code 1000m} do of an amount. */
    public static boolean same(String pointer, @Nullable JsonNode one, @Nullable JsonNode other) {
        if (one == null || other == null) {
            return one == other;
        }
        if (one.equals(other)) {
            return true;
        }
        if (!one.isValueNode() || !other.isValueNode()) {
            return false;
        }
        String amount = amount(pointer, one);
        return amount != null && amount.equals(amount(pointer, other));
    }

    /** The number that the value of a field is, in plain digits; null where the field holds no amount. */
    static @Nullable String amount(String pointer, JsonNode value) {
        int last = pointer.lastIndexOf('/');
        int before = last <= 0 ? -1 : pointer.lastIndexOf('/', last - 1);
        String parent = before < 0 ? "" : pointer.substring(before + 1, last);
        return Quantity.isAmount(parent, pointer.substring(last + 1)) ? Quantity.plain(value.asText()) : null;
    }

    private static boolean sameAmount(String parent, String field, JsonNode one, JsonNode other) {
        if (!Quantity.isAmount(parent, field)) {
            return false;
        }
        String amount = Quantity.plain(one.asText());
        return amount != null && amount.equals(Quantity.plain(other.asText()));
    }

    private void walk(
            Pointer pointer,
            FieldRules.@Nullable Place place,
            @Nullable JsonNode schema,
            @Nullable JsonNode was,
            @Nullable JsonNode is,
            ListKeys keys) {
        String field = pointer.name();
        JsonNode before = Shape.value(field, was);
        JsonNode after = Shape.value(field, is);
        if (after == null && before != null && before.isObject() && is != null && is.isObject()) {
            after = is; // emptied, field by field
        }
        if (before == after || before != null && !bothObjects(before, after) && before.equals(after)) {
            return;
        }
        Treatment treatment = shape.treatment(place, field);
        if (treatment != Treatment.COMPARED && before != null && before.equals(after)) {
            return;
        }
        switch (treatment) {
            case SERVER, ALLOCATED, DERIVED_ALWAYS -> {
                return;
            }
            case BOOKKEEPING -> {
                found.noted(pointer.text());
                return;
            }
            case DERIVED -> {
                found.derived(pointer.text(), after == null ? JsonNodeFactory.instance.nullNode() : after);
                return;
            }
            case COMPARED -> {}
        }
        if (isObject(before, after)) {
            fields(pointer, place, schema, before, after, keys);
        } else if (isArray(before, after) && after != null) {
            elements(pointer, place, schema, before, after);
        } else if (before == null || after == null || !sameAmount(pointer.holder(), field, before, after)) {
            found.changed(pointer.text(), new Change(before, after));
        }
    }

    private void fields(
            Pointer pointer,
            FieldRules.@Nullable Place place,
            @Nullable JsonNode schema,
            @Nullable JsonNode before,
            @Nullable JsonNode after,
            ListKeys keys) {
        boolean whole = before == null && after != null && onlyKeys(after, keys);
        // The removal of a map is the removal of its entries, since some of them may be of no matter.
        boolean gone = after == null && !isMap(pointer.name());
        if (whole || gone) {
            found.changed(pointer.text(), new Change(before, whole ? JsonNodeFactory.instance.objectNode() : null));
            return;
        }
        if (before != null) {
            for (Map.Entry<String, JsonNode> entry : before.properties()) {
                child(pointer, place, schema, entry.getKey(), entry.getValue(), at(after, entry.getKey()));
            }
        }
        if (after != null) {
            for (Map.Entry<String, JsonNode> entry : after.properties()) {
                if (at(before, entry.getKey()) == null && !keys.isKey(entry.getKey())) {
                    child(pointer, place, schema, entry.getKey(), null, entry.getValue());
                }
            }
        }
    }

    private void child(
            Pointer pointer,
            FieldRules.@Nullable Place place,
            @Nullable JsonNode schema,
            String name,
            @Nullable JsonNode before,
            @Nullable JsonNode after) {
        if (before == after || before != null && before.isValueNode() && before.equals(after)) {
            return; // most of a document
        }
        walk(
                pointer.to(name),
                place == null ? null : place.child(name),
                Shape.property(schema, name),
                before,
                after,
                NONE);
    }

    private void elements(
            Pointer pointer,
            FieldRules.@Nullable Place place,
            @Nullable JsonNode schema,
            @Nullable JsonNode before,
            JsonNode after) {
        JsonNode had = before == null ? NO_ELEMENTS : before;
        ListKeys keys = shape.lists().keys(pointer.name(), schema, had, after);
        Map<String, JsonNode> old = keys == null ? null : keys.keyed(had);
        Map<String, JsonNode> now = keys == null ? null : keys.keyed(after);
        if (keys == null || old == null || now == null || now.isEmpty()) {
            found.changed(pointer.text(), new Change(before, after));
            return;
        }
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            walk(
                    pointer.to(name),
                    place == null ? null : place.child(name),
                    Shape.items(schema),
                    old.get(name),
                    now.get(name),
                    keys);
        }
        order(pointer, keys, new ArrayList<>(old.keySet()), new ArrayList<>(now.keySet()), after);
    }

    private void order(Pointer pointer, ListKeys keys, List<String> old, List<String> now, JsonNode after) {
        if (keys.fields().isEmpty()) {
            return; // a set
        }
        // $(NAME) in the value of a variable refers to one that stands before it.
        boolean matters = keys.ordered()
                || pointer.name().equals("env") && after.toString().contains("$(");
        List<String> before = new ArrayList<>(old);
        List<String> kept = new ArrayList<>(now);
        if (!matters) {
            before.retainAll(now);
            kept.retainAll(old);
        }
        if (!before.equals(kept)) {
            Change change = new Change(old.isEmpty() ? null : names(old), names(now));
            if (matters) {
                found.changed(pointer.text(), change);
            } else {
                found.reordered(pointer.text(), change);
            }
        }
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        names.forEach(array::add);
        return array;
    }

    private static boolean onlyKeys(JsonNode object, ListKeys keys) {
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            if (!keys.isKey(entry.getKey())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isMap(String field) {
        return field.isEmpty() || field.equals("labels") || field.equals("annotations") || field.equals("metadata");
    }

    private static boolean isObject(@Nullable JsonNode before, @Nullable JsonNode after) {
        return (before == null || before.isObject()) && (after == null || after.isObject());
    }

    private static boolean bothObjects(@Nullable JsonNode before, @Nullable JsonNode after) {
        return before != null && before.isObject() && after != null && after.isObject();
    }

    private static boolean isArray(@Nullable JsonNode before, @Nullable JsonNode after) {
        return (before == null || before.isArray()) && (after == null || after.isArray());
    }

    private static @Nullable JsonNode at(@Nullable JsonNode object, String field) {
        return object == null ? null : object.get(field);
    }
}
