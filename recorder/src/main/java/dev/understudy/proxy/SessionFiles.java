package dev.understudy.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.kubeconfig.SessionKubeconfig;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder by which a recorder shell and its recording proxy talk; on tmpfs, for the operator alone. The shell's hooks write
 * {@code own}, the shims read {@code shim}, the recorder reads {@code requests} and {@code pid}.
 *
 * @param dir {@code kube} in the session's runtime folder
 */
public record SessionFiles(Path dir) {
    /** What stands for a client's name in the text that the shims fill in. */
    private static final String CLIENT = "CLIENTCLIENT";

    /**
     * What a proxy that comes after another needs to be taken for the same.
     *
     * @param port 0 where none was chosen yet
     * @param generation how many there were before
     */
    record Memory(LoopbackIdentity identity, int port, int generation) {}

    /** The {@code KUBECONFIG} that the operator's shell had, empty for none; null before the shell said. */
    @Nullable
    String own() throws IOException {
        Path file = dir.resolve("own");
        if (!Files.exists(file)) {
            return null;
        }
        List<String> lines = Files.readAllLines(file);
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** The requests that the proxy saw, redacted, a line of JSON each. */
    public Path requests() {
        return dir.resolve("requests");
    }

    /** The proxy's process; null where none ever ran. */
    public @Nullable Long pid() throws IOException {
        Path file = dir.resolve("pid");
        String text = Files.exists(file) ? Files.readString(file).strip() : "";
        return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
    }

    /** Whether the proxy has told all that it will ever tell. */
    public boolean isDone() {
        return Files.exists(dir.resolve("done"));
    }

    /** Asks the proxy to end. */
    public void stop() throws IOException {
        put("stop", "");
    }

    boolean isToStop() {
        return Files.exists(dir.resolve("stop")) || Files.exists(dir.resolveSibling("ended")) || !Files.exists(dir);
    }

    void done() throws IOException {
        put("done", "");
    }

    Memory memory() throws IOException {
        Path file = dir.resolve("memory");
        if (Files.exists(file)) {
            try {
                return EventJson.mapper().readValue(Files.readString(file), Memory.class);
            } catch (JsonProcessingException e) {
                // Torn by a crash; clients of before have to read the new kubeconfig.
            }
        }
        return new Memory(LoopbackIdentity.create(), 0, 0);
    }

    void remember(Memory memory) throws IOException {
        put("memory", EventJson.mapper().writeValueAsString(memory));
    }

    /** From now on clients come this way. */
    void open(SessionKubeconfig kubeconfig, long pid) throws IOException {
        Files.createDirectories(dir.resolve("c"));
        put("pid", pid + "\n");
        put("users", kubeconfig.overlay());
        put("config", kubeconfig.whole());
        String clusters = kubeconfig.clustersFor(CLIENT).replace("'", "'\\''").replace(CLIENT, "'\"$1\"'");
        put("shim", "kube_pid=" + pid + "\nkube_clusters() { printf %s '" + clusters.strip() + "'; }\n");
    }

    /** From now on they do not: those that read the session's kubeconfig find only the operator's own behind it. */
    void shut() throws IOException {
        Files.deleteIfExists(dir.resolve("shim"));
        Files.deleteIfExists(dir.resolve("config"));
    }

    /** Removes the kubeconfigs of clients that have ended. */
    void sweep() throws IOException {
        Path clients = dir.resolve("c");
        if (!Files.isDirectory(clients)) {
            return;
        }
        try (Stream<Path> files = Files.list(clients)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.matches("\\d{1,18}")
                        || ProcessHandle.of(Long.parseLong(name)).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private void put(String name, String text) throws IOException {
        Path fresh = dir.resolve("." + name);
        Files.writeString(fresh, text);
        Files.move(fresh, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
