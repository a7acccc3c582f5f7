package dev.understudy.kubeconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads kubeconfigs by the rules of client-go. */
public final class KubeconfigReader {
    private static final ObjectMapper YAML = new YAMLMapper();

    private KubeconfigReader() {}

    /**
     * The files that kubectl would read: those that {@code KUBECONFIG} lists, else {@code ~/.kube/config}. Which of them
     * exist is another matter.
     */
    public static List<Path> files(@Nullable String variable, String home) {
        List<Path> files = new ArrayList<>();
        if (variable != null) {
            for (String name : variable.split(File.pathSeparator)) {
                if (!name.isEmpty()) {
                    files.add(Path.of(name).toAbsolutePath());
                }
            }
        }
        return files.isEmpty() ? List.of(Path.of(home, ".kube", "config")) : List.copyOf(files);
    }

    /**
     * Files that do not exist are passed over.
     *
     * @throws IOException where one cannot be read or is no kubeconfig; the message names it and holds nothing of it
     */
    public static Kubeconfig read(List<Path> files) throws IOException {
        Map<String, Cluster> clusters = new LinkedHashMap<>();
        Map<String, User> users = new LinkedHashMap<>();
        Map<String, JsonNode> contexts = new LinkedHashMap<>();
        String current = null;
        for (Path file : files) {
            JsonNode root = parse(file);
            Path folder = file.toAbsolutePath().getParent();
            Path base = folder == null ? file.toAbsolutePath() : folder;
            for (JsonNode entry : root.path("clusters")) {
                String name = entry.path("name").asText();
                Cluster cluster = clusters.containsKey(name) ? null : cluster(name, entry.path("cluster"), base);
                if (cluster != null) {
                    clusters.put(name, cluster);
                }
            }
            for (JsonNode entry : root.path("users")) {
                String name = entry.path("name").asText();
                users.putIfAbsent(name, new User(name, entry.path("user"), base));
            }
            for (JsonNode entry : root.path("contexts")) {
                contexts.putIfAbsent(entry.path("name").asText(), entry.path("context"));
            }
            String named = root.path("current-context").asText("");
            if (current == null && !named.isEmpty()) {
                current = named;
            }
        }
        return new Kubeconfig(files, clusters, users, contexts, current);
    }

    private static JsonNode parse(Path file) throws IOException {
        try {
            JsonNode root = YAML.readTree(Files.readString(file));
            return root == null ? YAML.createObjectNode() : root;
        } catch (NoSuchFileException e) {
            return YAML.createObjectNode();
        } catch (JsonProcessingException e) {
            String where =
                    e.getLocation() == null ? "" : ", line " + e.getLocation().getLineNr();
            throw new IOException("the kubeconfig " + file + where + " is not YAML; kubectl cannot read it either");
        }
    }

    /** Null where kubectl could not use the entry either: then it shall say so itself. */
    private static @Nullable Cluster cluster(String name, JsonNode entry, Path folder) throws IOException {
        String server = entry.path("server").asText("");
        try {
            URI uri = URI.create(server.isEmpty() ? "http://localhost:8080" : withScheme(stripped(server)));
            String proxy = entry.path("proxy-url").asText("");
            String serverName = entry.path("tls-server-name").asText("");
            return new Cluster(
                    name,
                    uri,
                    entry.path("insecure-skip-tls-verify").asBoolean(),
                    authority(entry, folder),
                    serverName.isEmpty() ? null : serverName,
                    proxy.isEmpty() ? null : URI.create(proxy));
        } catch (IllegalArgumentException | NoSuchFileException e) {
            return null;
        }
    }

    private static @Nullable String authority(JsonNode entry, Path folder) throws IOException {
        String data = entry.path("certificate-authority-data").asText("");
        if (!data.isEmpty()) {
            return new String(Base64.getMimeDecoder().decode(data), StandardCharsets.UTF_8);
        }
        String name = entry.path("certificate-authority").asText("");
        return name.isEmpty() ? null : Files.readString(folder.resolve(name));
    }

    private static String stripped(String server) {
        return server.endsWith("/") ? server.substring(0, server.length() - 1) : server;
    }

    private static String withScheme(String server) {
        return server.contains("://") ? server : "http://" + server;
    }
}
