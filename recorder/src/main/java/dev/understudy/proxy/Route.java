package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.kubeconfig.SessionKubeconfig;
import dev.understudy.kubeconfig.User;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a request is to go.
 *
 * @param path at the API server, without the query
 * @param query without the question mark; empty for none
 */
record Route(Cluster cluster, String path, String query) {
    String uri() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /** The ways that a kubeconfig opens. Immutable. */
    static final class Table {
        private final Kubeconfig kubeconfig;
        private final LoopbackIdentity identity;
        private final Map<String, Cluster> clusters = new HashMap<>();
        private final Map<String, User> users = new HashMap<>();

        Table(Kubeconfig kubeconfig, LoopbackIdentity identity) {
            this.kubeconfig = kubeconfig;
            this.identity = identity;
            kubeconfig.clusters().values().forEach(c -> clusters.put(SessionKubeconfig.path(identity, c), c));
            kubeconfig.users().values().forEach(u -> users.put(SessionKubeconfig.token(identity, u), u));
        }

        /**
         * Null for a client that was not told the way. kubectl before 1.31 leaves out the path of its server for {@code --raw}.
         *
         * @param named the path of the cluster that the client named by TLS; null for none
         * @param authorization that it shows; null for none
         */
        @Nullable
        Route find(String uri, @Nullable String named, @Nullable String authorization) {
            Route route = find(uri);
            if (route == null && named != null && clusters.containsKey(named)) {
                return find(named + uri);
            }
            User user = route == null && authorization != null ? user(authorization) : null;
            Cluster cluster = user == null ? null : kubeconfig.clusterOf(user);
            return cluster == null ? route : find(SessionKubeconfig.path(identity, cluster) + uri);
        }

        private @Nullable Route find(String uri) {
            int slash = uri.indexOf('/', 1);
            int mark = uri.indexOf('?');
            int end = slash >= 0 && (mark < 0 || slash < mark) ? slash : mark >= 0 ? mark : uri.length();
            Cluster cluster = clusters.get(uri.substring(0, end));
            if (cluster == null) {
                return null;
            }
            String path = uri.substring(end, mark < 0 ? uri.length() : mark);
            return new Route(cluster, path.isEmpty() ? "/" : path, mark < 0 ? "" : uri.substring(mark + 1));
        }

        /** Whose token of ours this header bears; null for what is none of ours. */
        @Nullable
        User user(String authorization) {
            if (!authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
                return null;
            }
            byte[] token = authorization.substring(7).strip().getBytes(StandardCharsets.UTF_8);
            User found = null;
            for (Map.Entry<String, User> entry : users.entrySet()) {
                if (MessageDigest.isEqual(token, entry.getKey().getBytes(StandardCharsets.UTF_8))) {
                    found = entry.getValue();
                }
            }
            return found;
        }

        /** For a client without any header: whoever has a plugin that may give certificates, which no header shows. */
        @Nullable
        User userWithPlugin(Cluster cluster) {
            User user = kubeconfig.userOf(cluster);
            return user != null && user.hasPlugin() ? user : null;
        }
    }
}
