package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import dev.understudy.kubeconfig.User;
import dev.understudy.proxy.Credential.ClientCertificate;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The credentials of a kubeconfig's users. Files are read each time, as what writes them renews them. */
final class Credentials {
    private final Vertx vertx;
    private final Map<String, ExecPlugin> plugins = new ConcurrentHashMap<>();

    Credentials(Vertx vertx) {
        this.vertx = vertx;
    }

    /** Fails with an {@link IOException} whose message is fit for the operator. */
    Future<Credential> of(User user, Cluster cluster) {
        if (!cluster.isTls()) {
            // Clients send no credentials in the clear, and nor do we.
            return Future.succeededFuture(Credential.NONE);
        }
        if (user.hasPlugin()) {
            ExecPlugin plugin = plugins.computeIfAbsent(pluginKey(user, cluster), k -> new ExecPlugin(user, cluster));
            Credential known = plugin.current();
            return known != null ? Future.succeededFuture(known) : vertx.executeBlocking(plugin::run, false);
        }
        try {
            return Future.succeededFuture(new Credential(authorization(user), certificate(user)));
        } catch (IOException | IllegalArgumentException e) {
            return Future.failedFuture(new IOException("the credentials of the user " + user.name()
                    + " of your kubeconfig cannot be read: " + e.getClass().getSimpleName()));
        }
    }

    /** The server did not take them: a plugin is asked for new ones next time. */
    void refused(User user, Cluster cluster) {
        ExecPlugin plugin = plugins.get(pluginKey(user, cluster));
        if (plugin != null) {
            plugin.forget();
        }
    }

    private static String pluginKey(User user, Cluster cluster) {
        return user.name() + "\n" + cluster.name() + "\n" + user.entry().path("exec");
    }

    private static @Nullable String authorization(User user) throws IOException {
        Path tokenFile = user.file("tokenFile");
        String token = tokenFile != null ? Files.readString(tokenFile).strip() : user.text("token");
        if (token != null) {
            return "Bearer " + token;
        }
        String name = user.text("username");
        if (name == null) {
            return null;
        }
        String password = user.text("password");
        String pair = name + ":" + (password == null ? "" : password);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable ClientCertificate certificate(User user) throws IOException {
        String chain = pem(user, "client-certificate");
        String key = pem(user, "client-key");
        return chain == null || key == null ? null : new ClientCertificate(chain, key);
    }

    private static @Nullable String pem(User user, String field) throws IOException {
        String data = user.text(field + "-data");
        if (data != null) {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
        }
        Path file = user.file(field);
        return file == null ? null : Files.readString(file);
    }
}
