package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import dev.understudy.kubeconfig.SessionKubeconfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * kubectl keeps what it discovered of a server in a folder that is named for the server's address. Through a proxy that address
 * is another one, so the folder of the server itself is linked there: a session begins as warm as the shell around it is.
 */
final class DiscoveryCache implements AutoCloseable {
    private final Path discovery;
    private final List<Path> made = new ArrayList<>();

    DiscoveryCache(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECACHEDIR", "");
        Path cache = named.isEmpty()
                ? Path.of(environment.getOrDefault("HOME", "/nonexistent"), ".kube", "cache")
                : Path.of(named);
        this.discovery = cache.resolve("discovery");
    }

    /** Never fails: without it, kubectl discovers anew. */
    void link(Iterable<Cluster> clusters, SessionKubeconfig session) {
        for (Cluster cluster : clusters) {
            Path theirs = folder(cluster.server().toString());
            Path ours = folder(session.server(cluster));
            try {
                if (Files.isDirectory(theirs) && !Files.exists(ours, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(ours.getParent());
                    Files.createSymbolicLink(ours, theirs);
                    made.add(ours);
                }
            } catch (IOException | UnsupportedOperationException e) {
                return;
            }
        }
    }

    /** By the rule of client-go's {@code discovery/cached/disk}. */
    private Path folder(String server) {
        return discovery.resolve(server.replaceFirst("^https?://", "").replaceAll("[^(\\w/.)]", "_"));
    }

    @Override
    public void close() {
        for (Path link : made) {
            try {
                Files.deleteIfExists(link);
                Files.deleteIfExists(link.getParent());
            } catch (IOException e) {
                // Another link is in it, or it is not ours any more.
            }
        }
    }
}
