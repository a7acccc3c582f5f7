package dev.understudy.kubernetes;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a URL of the Kubernetes API means (Kubernetes documentation, "API Concepts", resource URIs).
 *
 * @param understood whether it is one of the paths that an API server documents; nothing is known of another
 * @param group the API group; empty for the core one, null for a path outside of {@code /api} and {@code /apis}
 * @param resource the resource in the plural; null where the path names none
 * @param name the object's name; null for a collection
 * @param subresource {@code status}, {@code exec}, …; null for none
 */
record RequestPath(
        boolean understood,
        @Nullable String group,
        @Nullable String resource,
        @Nullable String name,
        @Nullable String subresource) {

    /** What an API server serves beside the API itself, all of it to be looked at only. */
    private static final Set<String> OUTSIDE =
            Set.of("version", "healthz", "livez", "readyz", "openapi", "metrics", ".well-known", "openid");

    /** @param base the path under which the server serves the API, as {@code /} or {@code /k8s/clusters/c-1} */
    static RequestPath of(URI uri, String base) {
        // getPath decodes, as the server does: %65xec is exec.
        List<String> parts = parts(uri.getPath());
        boolean plain = !parts.contains(".") && !parts.contains("..");
        List<String> prefix = parts(base);
        if (parts.size() >= prefix.size() && parts.subList(0, prefix.size()).equals(prefix)) {
            parts = parts.subList(prefix.size(), parts.size());
        }
        boolean discovery = parts.equals(List.of("api")) || parts.equals(List.of("apis"));
        if (parts.isEmpty() || discovery || OUTSIDE.contains(parts.get(0))) {
            return new RequestPath(plain, null, null, null, null);
        }
        String group = parts.get(0).equals("api") ? "" : parts.get(0).equals("apis") ? at(parts, 1) : null;
        parts = parts.subList(Math.min(group == null || group.isEmpty() ? 2 : 3, parts.size()), parts.size());
        if (!parts.isEmpty() && parts.get(0).equals("watch")) {
            parts = parts.subList(1, parts.size());
        }
        boolean ofNamespace = parts.size() > 2
                && parts.get(0).equals("namespaces")
                && !parts.get(2).equals("status")
                && !parts.get(2).equals("finalize");
        if (ofNamespace) {
            parts = parts.subList(2, parts.size());
        }
        return new RequestPath(plain && group != null, group, at(parts, 0), at(parts, 1), at(parts, 2));
    }

    private static List<String> parts(@Nullable String path) {
        List<String> parts = new ArrayList<>(Arrays.asList((path == null ? "" : path).split("/")));
        parts.removeIf(String::isEmpty);
        return parts;
    }

    private static @Nullable String at(List<String> parts, int index) {
        return index < parts.size() ? parts.get(index) : null;
    }
}
