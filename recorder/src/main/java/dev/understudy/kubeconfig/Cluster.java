package dev.understudy.kubeconfig;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * An API server, as a kubeconfig names it.
 *
 * @param name in the kubeconfig
 * @param server its address, which may have a path; without a trailing slash
 * @param insecure whether whatever certificate it shows is taken
 * @param authority the certificates (PEM) that vouch for it; null where those of the system do
 * @param serverName the name that its certificate must bear; null where that is the host of {@code server}
 * @param proxy by which it is reached; null where the environment says
 */
public record Cluster(
        String name,
        URI server,
        boolean insecure,
        @Nullable String authority,
        @Nullable String serverName,
        @Nullable URI proxy) {

    /** The host, without the brackets of an IPv6 address. */
    public String host() {
        String host = server.getHost() == null ? "localhost" : server.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    public int port() {
        return server.getPort() >= 0 ? server.getPort() : isTls() ? 443 : 80;
    }

    public boolean isTls() {
        return "https".equalsIgnoreCase(server.getScheme());
    }

    /** What stands before the path of each request; empty, or with a leading slash. */
    public String basePath() {
        String path = server.getRawPath();
        return path == null ? "" : path;
    }
}
