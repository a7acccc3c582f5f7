package dev.understudy.kubeconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One or more kubeconfig files, merged as kubectl merges them: of entries with the same name the first counts.
 *
 * @param files those that were looked for, in order; some may be missing
 * @param contexts the {@code context:} of each, by name
 * @param currentContext null where no file names one
 */
public record Kubeconfig(
        List<Path> files,
        Map<String, Cluster> clusters,
        Map<String, User> users,
        Map<String, JsonNode> contexts,
        @Nullable String currentContext) {
    public Kubeconfig {
        files = List.copyOf(files);
        clusters = Collections.unmodifiableMap(new LinkedHashMap<>(clusters));
        users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
        contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
    }

    /** The same with this namespace in each context; as it is where that is null. */
    public Kubeconfig inNamespace(@Nullable String namespace) {
        if (namespace == null) {
            return this;
        }
        Map<String, JsonNode> changed = new LinkedHashMap<>();
        contexts.forEach((name, context) -> {
            ObjectNode copy = context.isObject() ? context.deepCopy() : JsonNodeFactory.instance.objectNode();
            changed.put(name, copy.put("namespace", namespace));
        });
        return new Kubeconfig(files, clusters, users, changed, currentContext);
    }

    /** The namespace of the current context. */
    public String namespace() {
        JsonNode context = currentContext == null ? null : contexts.get(currentContext);
        String named = context == null ? "" : context.path("namespace").asText("");
        return named.isEmpty() ? "default" : named;
    }

    /** The cluster on which the current context acts as {@code user}, else the first context that does; null for none. */
    public @Nullable Cluster clusterOf(User user) {
        JsonNode current = currentContext == null ? null : contexts.get(currentContext);
        if (current != null && current.path("user").asText().equals(user.name())) {
            return clusters.get(current.path("cluster").asText());
        }
        for (JsonNode context : contexts.values()) {
            if (context.path("user").asText().equals(user.name())) {
                return clusters.get(context.path("cluster").asText());
            }
        }
        return null;
    }

    /** The user of the current context if that is on {@code cluster}, else of the first context that is; null for none. */
    public @Nullable User userOf(Cluster cluster) {
        JsonNode current = currentContext == null ? null : contexts.get(currentContext);
        if (current != null && current.path("cluster").asText().equals(cluster.name())) {
            return users.get(current.path("user").asText());
        }
        for (JsonNode context : contexts.values()) {
            if (context.path("cluster").asText().equals(cluster.name())) {
                return users.get(context.path("user").asText());
            }
        }
        return null;
    }
}
