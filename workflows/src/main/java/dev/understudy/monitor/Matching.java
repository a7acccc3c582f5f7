package dev.understudy.monitor;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which alerts count: those that have all these labels.
 *
 * @param labels by name; empty for every alert
 */
record Matching(Map<String, String> labels) {
    /** @throws IllegalArgumentException where it is not {@code name=value,name=value} */
    static Matching parse(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            if (part.isBlank()) {
                continue;
            }
            int equals = part.indexOf('=');
            if (equals <= 0 || part.substring(0, equals).isBlank()) {
                throw new IllegalArgumentException(
                        "alerts are chosen by labels such as team=db,env=prod, not by: " + part.strip());
            }
            labels.put(
                    part.substring(0, equals).strip(),
                    part.substring(equals + 1).strip());
        }
        return new Matching(Map.copyOf(labels));
    }

    boolean matches(Map<String, String> of) {
        return labels.entrySet().stream().allMatch(label -> label.getValue().equals(of.get(label.getKey())));
    }
}
