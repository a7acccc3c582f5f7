package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.effects.document.Change;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Two recordings that were made in namespaces of their own, as a rehearsal on a copy is: what is "here" in one is "here" in
 * the other. Each namespace takes the other's name, so that none is left out.
 */
final class Namespaces {
    private final String from;
    private final String to;

    private Namespaces(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /** The second side's effects with the namespace of the first. */
    static List<CanonicalEffect> swapped(List<CanonicalEffect> effects, String from, String to) {
        Namespaces names = new Namespaces(from, to);
        return effects.stream().map(names::swapped).toList();
    }

    private CanonicalEffect swapped(CanonicalEffect effect) {
        ClusterObject object = effect.object();
        ClusterObject there = object.in(name(object.namespace()));
        if (object.resource().equals("namespaces") && object.group().isEmpty()) {
            there = there.named(name(object.name()));
        }
        SortedMap<String, Change> changes = new TreeMap<>();
        for (Map.Entry<String, Change> change : effect.changes().entrySet()) {
            changes.put(
                    change.getKey(),
                    new Change(
                            swapped(change.getValue().from()),
                            swapped(change.getValue().to())));
        }
        return effect.withObject(there)
                .withChanges(changes)
                .withValue(
                        effect.value() == null ? null : swapped(effect.value().node()));
    }

    private @Nullable String name(@Nullable String name) {
        return from.equals(name) ? to : to.equals(name) ? from : name;
    }

    private @Nullable JsonNode swapped(@Nullable JsonNode node) {
        if (node == null) {
            return null;
        }
        if (node.isTextual()) {
            String name = name(node.textValue());
            return name == null ? node : TextNode.valueOf(name);
        }
        if (node.isContainerNode()) {
            JsonNode copy = node.deepCopy();
            inside(copy);
            return copy;
        }
        return node;
    }

    private void inside(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                inside(entry.getValue());
                if (entry.getValue().isTextual()) {
                    entry.setValue(TextNode.valueOf(name(entry.getValue().textValue())));
                }
            });
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                inside(list.get(i));
                if (list.get(i).isTextual()) {
                    list.set(i, TextNode.valueOf(name(list.get(i).textValue())));
                }
            }
        }
    }
}
