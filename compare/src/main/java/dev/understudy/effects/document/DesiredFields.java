package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.action.Fingerprint;
import dev.understudy.action.JsonText;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields that a manifest asks for, or that an object has: without which object it is, and without what is nobody's act. */
public final class DesiredFields {
    private static final Set<String> IDENTITY =
            Set.of("/kind", "/apiVersion", "/metadata/name", "/metadata/namespace", "/metadata/generateName");

    /** A longer value stands there as its fingerprint. */
    private static final int LONGEST = 1_000;

    private DesiredFields() {}

    /**
     * @param content a manifest, or an object as the server holds it
     * @return JSON pointers with JSON values; an element of a keyed list is called by its key, amounts are plain numbers
     */
    public static SortedMap<String, String> of(String group, String resource, JsonNode content) {
        Shape shape = new Shape(FieldRules.installed().of(group, resource), ListRules.installed(), null, content, true);
        JsonNode kept = Pruned.of(content, shape).value();
        SortedMap<String, String> fields = new TreeMap<>();
        DocumentDiff.plain(null, kept).changes().forEach((pointer, change) -> {
            if (!pointer.isEmpty() && !IDENTITY.contains(pointer)) {
                fields.put(pointer, text(pointer, change.to()));
            }
        });
        return fields;
    }

    /** Without what the server fills in: a manifest, and the object that was made of it, have the same. */
    public static SortedMap<String, String> withoutDefaults(String group, String resource, Map<String, String> fields) {
        SortedMap<String, String> left = new TreeMap<>(fields);
        left.entrySet()
                .removeIf(field -> Defaults.installed().is(group + "/" + resource, field.getKey(), field.getValue()));
        return left;
    }

    private static String text(String pointer, @Nullable JsonNode value) {
        if (value == null) {
            return "null";
        }
        String amount = value.isValueNode() ? DocumentDiff.amount(pointer, value) : null;
        String text = JsonText.of(amount == null ? value : TextNode.valueOf(amount));
        return text.length() <= LONGEST ? text : JsonText.of(TextNode.valueOf("sha256:" + Fingerprint.of(text)));
    }
}
