package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.kubeconfig.Cluster;
import dev.understudy.kubeconfig.User;
import dev.understudy.proxy.Credential.ClientCertificate;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A program that gives credentials (client.authentication.k8s.io, "ExecCredential"), without a terminal. What it gave is kept
 * until it expires.
 */
final class ExecPlugin {
    private static final int SECONDS = 60;

    private final User user;
    private final Cluster cluster;
    private @Nullable Credential current;
    private Instant until = Instant.MAX;

    ExecPlugin(User user, Cluster cluster) {
        this.user = user;
        this.cluster = cluster;
    }

    /** Null where it must be run. */
    synchronized @Nullable Credential current() {
        return Instant.now().isBefore(until) ? current : null;
    }

    synchronized void forget() {
        current = null;
    }

    /** Blocks while the program runs. */
    synchronized Credential run() throws IOException, InterruptedException {
        Credential known = current();
        if (known != null) {
            return known;
        }
        JsonNode exec = user.entry().path("exec");
        String command = exec.path("command").asText();
        List<String> argv = new ArrayList<>();
        argv.add(command.contains("/") ? user.folder().resolve(command).toString() : command);
        exec.path("args").forEach(argument -> argv.add(argument.asText()));
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD);
        exec.path("env")
                .forEach(e -> builder.environment()
                        .put(e.path("name").asText(), e.path("value").asText()));
        builder.environment().put("KUBERNETES_EXEC_INFO", info(exec));
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new IOException("getting credentials: exec: executable " + command + " cannot be started");
        }
        process.getOutputStream().close();
        Thread watchdog = new Thread(() -> await(process), "credentials of " + user.name());
        watchdog.setDaemon(true);
        watchdog.start();
        byte[] said = process.getInputStream().readAllBytes();
        int exit = process.waitFor();
        if (exit != 0) {
            throw new IOException(
                    "getting credentials: exec: executable " + command + " failed with exit code " + exit);
        }
        return take(command, said);
    }

    private static void await(Process process) {
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Credential take(String command, byte[] said) throws IOException {
        try {
            JsonNode status = json().readTree(said).path("status");
            String token = status.path("token").asText("");
            String chain = status.path("clientCertificateData").asText("");
            String key = status.path("clientKeyData").asText("");
            String expires = status.path("expirationTimestamp").asText("");
            current = new Credential(
                    token.isEmpty() ? null : "Bearer " + token,
                    chain.isEmpty() || key.isEmpty() ? null : new ClientCertificate(chain, key));
            until = expires.isEmpty() ? Instant.MAX : Instant.parse(expires);
            return current;
        } catch (IOException | DateTimeException e) {
            throw new IOException(
                    "getting credentials: what the executable " + command + " printed is no ExecCredential");
        }
    }

    private String info(JsonNode exec) throws IOException {
        ObjectNode info = json().createObjectNode();
        info.put("kind", "ExecCredential")
                .put("apiVersion", exec.path("apiVersion").asText());
        ObjectNode spec = info.putObject("spec").put("interactive", false);
        if (exec.path("provideClusterInfo").asBoolean()) {
            ObjectNode about =
                    spec.putObject("cluster").put("server", cluster.server().toString());
            if (cluster.authority() != null) {
                byte[] authority = cluster.authority().getBytes(StandardCharsets.UTF_8);
                about.put("certificate-authority-data", Base64.getEncoder().encodeToString(authority));
            }
            if (cluster.serverName() != null) {
                about.put("tls-server-name", cluster.serverName());
            }
            if (cluster.insecure()) {
                about.put("insecure-skip-tls-verify", true);
            }
            if (cluster.proxy() != null) {
                about.put("proxy-url", cluster.proxy().toString());
            }
        }
        return json().writeValueAsString(info);
    }

    private static ObjectMapper json() {
        return EventJson.mapper();
    }
}
