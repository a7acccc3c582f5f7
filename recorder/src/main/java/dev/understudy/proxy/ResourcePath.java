package dev.understudy.proxy;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the Kubernetes API names.
 *
 * @param collection the path of the collection
 * @param resource the plural, as {@code statefulsets}
 * @param name null for the collection itself
 * @param subresource as {@code scale}, or with what follows as {@code proxy/metrics}; null for the object itself
 */
record ResourcePath(
        String collection,
        String resource,
        @Nullable String name,
        @Nullable String subresource) {
    private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

    /** Null where the path names no resource. {@code path} is percent-encoded, as are the parts of the result. */
    static @Nullable ResourcePath parse(String path) {
        List<String> parts = List.of(path.substring(1).split("/"));
        int at;
        if (parts.get(0).equals("api") && parts.size() > 2) {
            at = 2;
        } else if (parts.get(0).equals("apis") && parts.size() > 3) {
            at = 3;
        } else {
            return null;
        }
        boolean namespaced = parts.get(at).equals("namespaces")
                && parts.size() > at + 2
                && !(parts.size() == at + 3 && OF_NAMESPACES.contains(parts.get(at + 2)));
        if (namespaced) {
            at += 2;
        }
        return new ResourcePath(
                "/" + String.join("/", parts.subList(0, at + 1)),
                parts.get(at),
                parts.size() > at + 1 ? parts.get(at + 1) : null,
                parts.size() > at + 2 ? String.join("/", parts.subList(at + 2, parts.size())) : null);
    }

    /** The path of the object, without a subresource. */
    String object() {
        return name == null ? collection : collection + "/" + name;
    }

    /** Whether it is {@code subresource}, or a path below it. */
    boolean is(String word) {
        return subresource != null && (subresource.equals(word) || subresource.startsWith(word + "/"));
    }

    /** Whether a connection to a pod, node or service is opened by it, rather than the object changed. */
    boolean isConnection() {
        return is("exec") || is("attach") || is("portforward") || is("proxy");
    }
}
