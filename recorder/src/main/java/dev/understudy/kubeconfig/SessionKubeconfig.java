package dev.understudy.kubeconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes kubeconfigs (JSON, which is YAML) that lead through a proxy: clusters, users and contexts keep their names, so that
 * {@code --context}, {@code --cluster} and {@code --user} mean what they meant. Which cluster a client means is in the path
 * of its server, who it is in its token; which invocation it is, and again which cluster, in the name that it asks for by TLS.
 */
public final class SessionKubeconfig {
    /** Fields of a user's entry by which it acts as somebody else: the client itself sends the headers. */
    private static final Set<String> IMPERSONATION = Set.of("as", "as-uid", "as-groups", "as-user-extra");

    private final Kubeconfig own;
    private final LoopbackIdentity identity;
    private final int port;

    public SessionKubeconfig(Kubeconfig own, LoopbackIdentity identity, int port) {
        this.own = own;
        this.identity = identity;
        this.port = port;
    }

    /** The path under which the proxy serves {@code cluster}, with a leading slash. */
    public static String path(LoopbackIdentity identity, Cluster cluster) {
        return "/" + identity.secret().substring(0, 12) + "-" + key(cluster.name());
    }

    /** The name that a client asks for by TLS that is to be known by {@code client}. */
    static String serverName(LoopbackIdentity identity, Cluster cluster, String client) {
        return path(identity, cluster).substring(1) + "-" + client + "." + LoopbackIdentity.DOMAIN;
    }

    /** What stands before the client in the name that a client asked for by TLS: the path of its cluster; null for another name. */
    public static @Nullable String pathIn(@Nullable String serverName) {
        String label = label(serverName);
        return label == null
                ? null
                : "/" + String.join("-", Arrays.asList(label.split("-")).subList(0, 2));
    }

    /** The client in the name that a client asked for by TLS; null for none. */
    public static @Nullable String clientIn(@Nullable String serverName) {
        String label = label(serverName);
        String[] parts = label == null ? new String[0] : label.split("-", 3);
        return parts.length < 3 ? null : parts[2];
    }

    private static @Nullable String label(@Nullable String serverName) {
        String suffix = "." + LoopbackIdentity.DOMAIN;
        if (serverName == null || !serverName.endsWith(suffix)) {
            return null;
        }
        String label = serverName.substring(0, serverName.length() - suffix.length());
        return label.contains("-") ? label : null;
    }

    /** What a client bears that is to act as {@code user}. */
    public static String token(LoopbackIdentity identity, User user) {
        return identity.secret() + "." + key(user.name());
    }

    /** The address at which the proxy serves {@code cluster}. */
    public String server(Cluster cluster) {
        return "https://127.0.0.1:" + port + path(identity, cluster);
    }

    /** A kubeconfig that needs no other beside it. */
    public String whole() {
        ObjectNode root = empty();
        clusters(root, null);
        users(root, true);
        ArrayNode contexts = root.putArray("contexts");
        own.contexts()
                .forEach((name, context) ->
                        contexts.addObject().put("name", name).set("context", context));
        root.put("current-context", own.currentContext() == null ? "" : own.currentContext());
        return text(root);
    }

    /**
     * Clusters and users alone, to stand before the operator's own kubeconfig in {@code KUBECONFIG}: contexts stay theirs.
     */
    public String overlay() {
        ObjectNode root = empty();
        clusters(root, null);
        users(root, false);
        return text(root);
    }

    /** The clusters alone, for clients that are to be known by {@code name}: by the server name that they ask for. */
    public String clustersFor(String name) {
        ObjectNode root = empty();
        clusters(root, name);
        return text(root);
    }

    private void clusters(ObjectNode root, @Nullable String client) {
        ArrayNode clusters = root.putArray("clusters");
        String authority =
                Base64.getEncoder().encodeToString(identity.certificate().getBytes(StandardCharsets.UTF_8));
        for (Cluster cluster : own.clusters().values()) {
            ObjectNode entry = clusters.addObject().put("name", cluster.name()).putObject("cluster");
            entry.put("server", server(cluster));
            entry.put("certificate-authority-data", authority);
            if (client != null) {
                entry.put("tls-server-name", serverName(identity, cluster, client));
            }
        }
    }

    private void users(ObjectNode root, boolean all) {
        ArrayNode users = root.putArray("users");
        for (User user : own.users().values()) {
            if (!user.signsInItself()) {
                ObjectNode entry = users.addObject().put("name", user.name()).putObject("user");
                IMPERSONATION.stream()
                        .sorted()
                        .filter(user.entry()::has)
                        .forEach(f -> entry.set(f, user.entry().get(f)));
                entry.put("token", token(identity, user));
            } else if (all) {
                users.addObject().put("name", user.name()).set("user", withAbsolutePlugin(user));
            }
        }
    }

    /** A plugin that is named by a path is looked for beside its kubeconfig. */
    private static JsonNode withAbsolutePlugin(User user) {
        JsonNode command = user.entry().at("/exec/command");
        if (!command.asText().contains("/")) {
            return user.entry();
        }
        ObjectNode entry = user.entry().deepCopy();
        ((ObjectNode) entry.get("exec"))
                .put("command", user.folder().resolve(command.asText()).toString());
        return entry;
    }

    /** Short, the same in each session, and different for different names. */
    static String key(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static ObjectNode empty() {
        return json().createObjectNode().put("apiVersion", "v1").put("kind", "Config");
    }

    private static String text(ObjectNode root) {
        try {
            return json().writeValueAsString(root) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of text is always JSON", e);
        }
    }

    private static ObjectMapper json() {
        return EventJson.mapper();
    }
}
