package dev.understudy.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Stands at the door of a client that may not write: whatever part of the client made a request, it is refused here, before
 * it leaves, unless it is certainly a read. A server-side dry run is refused too: some servers and clients really write in it
 * (a DELETE whose body lacks the option, fabric8's {@code scale()}).
 */
final class WriteGuard implements Interceptor {
    static final String NAME = "understudy-write-guard";

    private static final Set<String> READING_METHODS = Set.of("GET", "HEAD", "OPTIONS");

    /** Asked with POST, and yet nothing is stored: who am I, and what may I do. */
    private static final Set<String> REVIEWS = Set.of(
            "selfsubjectaccessreviews",
            "selfsubjectrulesreviews",
            "selfsubjectreviews",
            "subjectaccessreviews",
            "localsubjectaccessreviews");

    /**
     * The subresources that a GET only looks at. Others reach into a pod, a node or a service, where anything can happen: exec,
     * attach, portforward, proxy, and what extensions of the API may add.
     */
    private static final Set<String> LOOKED_AT =
            Set.of("status", "scale", "log", "approval", "ephemeralcontainers", "resize");

    private final String basePath;

    /** @param server the URL of the API server, with the path under which it serves the API */
    WriteGuard(String server) {
        String path = URI.create(server).getPath();
        this.basePath = path == null ? "/" : path;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!isRead(request.method(), request.uri())) {
            throw new WriteRefused("the request " + request.method() + " "
                    + request.uri().getPath()
                    + " could change the cluster, and this worker may only read. It was not sent");
        }
    }

    RequestPath path(URI uri) {
        return RequestPath.of(uri, basePath);
    }

    boolean isRead(String method, URI uri) {
        RequestPath path = path(uri);
        if (READING_METHODS.contains(method.toUpperCase(Locale.ROOT))) {
            // /api/v1/proxy/… is the old form of the proxy.
            return path.understood()
                    && (path.subresource() == null || LOOKED_AT.contains(path.subresource()))
                    && !"proxy".equals(path.resource());
        }
        return method.equalsIgnoreCase("POST")
                && path.resource() != null
                && REVIEWS.contains(path.resource())
                && path.group() != null
                && path.group().endsWith(".k8s.io")
                && path.name() == null;
    }
}
