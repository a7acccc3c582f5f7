package dev.understudy.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Stands at the door of a client that only tries: besides reads it lets those writes through that a dry run certainly leaves
 * undone, and puts {@code dryRun=All} on each of them itself, for parts of the client forget it. Everything else is refused:
 * a DELETE takes its options from a body, a token is really issued, an extension's own server may not know of dry runs.
 */
final class TryGuard implements Interceptor {
    private static final String ALL = "dryRun=All";

    /** What the API server serves itself; custom resources cannot be told from the groups of other servers. */
    private static final Set<String> OWN_GROUPS = Set.of(
            "",
            "apps",
            "autoscaling",
            "batch",
            "networking.k8s.io",
            "policy",
            "rbac.authorization.k8s.io",
            "scheduling.k8s.io",
            "storage.k8s.io");

    private final WriteGuard reads;

    /** @param server the URL of the API server, with the path under which it serves the API */
    TryGuard(String server) {
        this.reads = new WriteGuard(server);
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (reads.isRead(request.method(), request.uri())) {
            return;
        }
        if (!isTried(request.method(), request.uri())) {
            throw new WriteRefused("the request " + request.method() + " "
                    + request.uri().getPath() + " cannot be tried without being done. It was not sent");
        }
        builder.uri(tried(request.uri()));
    }

    boolean isTried(String method, URI uri) {
        RequestPath path = reads.path(uri);
        if (!path.understood()
                || path.resource() == null
                || path.group() == null
                || !OWN_GROUPS.contains(path.group())
                || path.resource().equals("bindings")) {
            return false;
        }
        return switch (method.toUpperCase(Locale.ROOT)) {
            case "POST" -> path.name() == null && path.subresource() == null;
            case "PUT", "PATCH" ->
                path.name() != null
                        && (path.subresource() == null || path.subresource().equals("scale"));
            default -> false;
        };
    }

    /** The same address with exactly one {@code dryRun}, whatever it said before. */
    static URI tried(URI uri) {
        String query = uri.getRawQuery();
        StringBuilder kept = new StringBuilder();
        for (String part : query == null ? new String[0] : query.split("&")) {
            if (!part.isEmpty() && !part.startsWith("dryRun")) {
                kept.append(part).append('&');
            }
        }
        String address = uri.toString();
        int end = address.indexOf('?');
        return URI.create((end < 0 ? address : address.substring(0, end)) + "?" + kept + ALL);
    }
}
