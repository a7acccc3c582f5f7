package dev.understudy.effects.document;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.effects.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How lists are keyed: by the table {@code lists.txt}, by a custom resource's own schema where one is given, and else by a
 * unique {@code name}. Thread-safe.
 */
public final class ListRules {
    private static final ListRules INSTALLED = new ListRules(Tables.lines("lists.txt", "kubernetes-lists.txt"));

    private final Map<String, List<ListKeys>> byField = new HashMap<>();

    ListRules(List<Tables.Line> lines) {
        for (Tables.Line line : lines) {
            List<String> words = line.words();
            if (words.size() < 2
                    || words.size() > 3
                    || words.size() == 3 && !words.get(2).equals("order")) {
                throw line.wrong("write LIST KEY[,KEY…] [order]");
            }
            List<ListKeys> known = byField.computeIfAbsent(words.get(0), field -> new ArrayList<>());
            switch (words.get(1)) {
                case "-" -> {}
                case "=" -> known.add(ListKeys.SET);
                default -> known.add(new ListKeys(List.of(words.get(1).split(",")), words.size() == 3));
            }
        }
    }

    public static ListRules installed() {
        return INSTALLED;
    }

    /**
     * How the elements of both lists are told apart; null where the list is one value.
     *
     * @param field the name of the field that holds the list
     * @param schema of the list, as OpenAPI; null where none is known
     */
    @Nullable
    ListKeys keys(String field, @Nullable JsonNode schema, JsonNode before, JsonNode after) {
        for (ListKeys keys : candidates(field, schema)) {
            if (keys.keyed(before) != null && keys.keyed(after) != null) {
                return keys;
            }
        }
        return null;
    }

    private List<ListKeys> candidates(String field, @Nullable JsonNode schema) {
        if (schema != null && schema.path("type").asText().equals("array")) {
            return switch (schema.path("x-kubernetes-list-type").asText()) {
                case "map" -> {
                    List<String> keys = new ArrayList<>();
                    schema.path("x-kubernetes-list-map-keys").forEach(key -> keys.add(key.asText()));
                    yield List.of(new ListKeys(keys, false));
                }
                case "set" -> List.of(ListKeys.SET);
                // The API server takes a list without a type as one value; to a reader, names are still names.
                case "atomic" -> List.of();
                default -> List.of(ListKeys.BY_NAME);
            };
        }
        return byField.getOrDefault(field, List.of(ListKeys.BY_NAME));
    }
}
