package dev.understudy.effects;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a path of the Kubernetes API means (Kubernetes documentation, "API Concepts", resource URIs).
 *
 * @param group the API group; empty for the core one, null for a path outside of {@code /api} and {@code /apis}
 * @param version {@code v1}, {@code v2beta1}, …; null where the path ends before
 * @param namespace null for objects of the cluster itself, and for all namespaces at once
 * @param resource in the plural; null where the path names none
 * @param name null for a collection
 * @param subresource {@code scale}, {@code exec}, …, with whatever stands behind it; null for none
 */
public record ApiPath(
        @Nullable String group,
        @Nullable String version,
        @Nullable String namespace,
        @Nullable String resource,
        @Nullable String name,
        @Nullable String subresource) {
    private static final Set<String> OF_NAMESPACE = Set.of("status", "finalize");

    /** @param path as sent, percent-encoded; it may begin with a prefix under which the server serves the API */
    public static ApiPath of(String path) {
        List<String> parts = parts(path);
        int api = parts.indexOf("api");
        int apis = parts.indexOf("apis");
        int start = apis >= 0 && (api < 0 || apis < api) ? apis : api;
        if (start < 0) {
            return new ApiPath(null, null, null, null, null, null);
        }
        boolean core = parts.get(start).equals("api");
        String group = core ? "" : at(parts, start + 1);
        int next = start + (core ? 1 : 2);
        String version = at(parts, next++);
        if ("watch".equals(at(parts, next))) {
            next++;
        }
        String namespace = null;
        String behind = at(parts, next + 2);
        if ("namespaces".equals(at(parts, next)) && behind != null && !OF_NAMESPACE.contains(behind)) {
            namespace = at(parts, next + 1);
            next += 2;
        }
        String subresource = next + 2 < parts.size() ? String.join("/", parts.subList(next + 2, parts.size())) : null;
        return new ApiPath(group, version, namespace, at(parts, next), at(parts, next + 1), subresource);
    }

    /** The first word of the subresource: {@code proxy} of {@code proxy/index.html}. */
    @Nullable
    String subresourceKind() {
        return subresource == null ? null : subresource.replaceFirst("/.*", "");
    }

    private static List<String> parts(String path) {
        List<String> parts = new ArrayList<>();
        for (int from = 0; from <= path.length(); ) {
            int slash = path.indexOf('/', from);
            int to = slash < 0 ? path.length() : slash;
            if (to > from) {
                parts.add(decoded(path.substring(from, to)));
            }
            from = to + 1;
        }
        return parts;
    }

    private static String decoded(String part) {
        try {
            return part.indexOf('%') < 0 ? part : URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part; // no server would understand it either
        }
    }

    private static @Nullable String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : null;
    }
}
