package dev.understudy.effects.document;

import dev.understudy.action.JsonText;
import dev.understudy.effects.Tables;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of which resources are not the act of the one who wrote. Data: {@code fields.txt} beside this package and
 * {@code META-INF/understudy/kubernetes-fields.txt} of the class path. Thread-safe.
 */
public final class FieldRules {
    private static final FieldRules INSTALLED = new FieldRules(Tables.lines("fields.txt", "kubernetes-fields.txt"));

    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Place> byResource = new ConcurrentHashMap<>();

    FieldRules(List<Tables.Line> lines) {
        for (Tables.Line line : lines) {
            if (line.words().size() != 3 || !line.words().get(2).startsWith("/")) {
                throw line.wrong("write TREATMENT RESOURCE POINTER");
            }
            rules.add(new Rule(
                    treatment(line), line.words().get(1), line.words().get(2).substring(1)));
        }
    }

    public static FieldRules installed() {
        return INSTALLED;
    }

    /** The root of the documents of a resource, where their specification is written. */
    public Place of(String group, String resource) {
        return byResource.computeIfAbsent(group + "/" + resource, name -> root(name, "*"));
    }

    /** The root of the documents of a resource, where the status itself is written: by the subresource. */
    public Place ofStatus(String group, String resource) {
        return byResource.computeIfAbsent(group + "/" + resource + "/status", name -> root(name, "*/status"));
    }

    private Place root(String resource, String any) {
        Place root = new Place();
        for (Rule rule : rules) {
            if (rule.resource().equals(any) || rule.resource().equals(resource)) {
                root.add(rule.pointer().split("/"), 0, rule.treatment());
            }
        }
        return root;
    }

    private static Treatment treatment(Tables.Line line) {
        try {
            return Treatment.valueOf(
                    line.words().get(0).toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw line.wrong("'" + line.words().get(0)
                    + "' is no treatment; write server, allocated, bookkeeping, derived or derived-always");
        }
    }

    private record Rule(Treatment treatment, String resource, String pointer) {}

    /** A place in a document, and what the rules say of it. A place that no rule speaks of is null. */
    public static final class Place {
        private final Map<String, Place> children = new HashMap<>();
        private final Map<String, Place> prefixes = new HashMap<>();
        private @Nullable Place any;
        private Treatment treatment = Treatment.COMPARED;

        public Treatment treatment() {
            return treatment;
        }

        /** @param part not escaped */
        public @Nullable Place child(String part) {
            Place exact = children.get(part);
            if (exact != null) {
                return exact;
            }
            for (Map.Entry<String, Place> prefix : prefixes.entrySet()) {
                if (part.startsWith(prefix.getKey())) {
                    return prefix.getValue();
                }
            }
            return any;
        }

        private void add(String[] parts, int at, Treatment given) {
            if (at == parts.length) {
                treatment = given;
                return;
            }
            String part = JsonText.partOf(parts[at]);
            Place next;
            if (part.equals("*")) {
                any = any == null ? new Place() : any;
                next = any;
            } else if (part.endsWith("*")) {
                next = prefixes.computeIfAbsent(part.substring(0, part.length() - 1), p -> new Place());
            } else {
                next = children.computeIfAbsent(part, p -> new Place());
            }
            next.add(parts, at + 1, given);
        }
    }
}
