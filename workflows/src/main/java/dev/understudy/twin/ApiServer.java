package dev.understudy.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An API server, spoken to in plain JSON: what is copied need not be of a kind that anyone has a class for. */
final class ApiServer {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private final KubernetesClient client;
    private final String words;

    /** @param words what it is, for messages: {@code "the twin"} */
    ApiServer(KubernetesClient client, String words) {
        this.client = client;
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Tells clusters apart, by whatever address they are reached: the uid of the namespace that every cluster has. */
    String identity() {
        return get("/api/v1/namespaces/kube-system")
                .map(namespace -> namespace.at("/metadata/uid").asText())
                .orElseThrow(
                        () -> new TwinRefused(words + " has no namespace kube-system: it is no Kubernetes cluster"));
    }

    /** @param path as the API serves it; empty where there is nothing */
    Optional<JsonNode> get(String path) {
        try {
            return Optional.ofNullable(client.raw(path)).map(ApiServer::tree);
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404) {
                return Optional.empty();
            }
            throw refused("reading " + path, e);
        }
    }

    /** All objects of a list, page by page, each with the apiVersion and kind that lists leave out. */
    List<JsonNode> list(String path) {
        List<JsonNode> items = new ArrayList<>();
        String more = "";
        do {
            JsonNode page = get(path + "?limit=" + PAGE
                            + (more.isEmpty() ? "" : "&continue=" + URLEncoder.encode(more, StandardCharsets.UTF_8)))
                    .orElse(JSON.createObjectNode());
            String kind = page.path("kind").asText().replaceAll("List$", "");
            for (JsonNode item : page.path("items")) {
                ((ObjectNode) item)
                        .put("apiVersion", page.path("apiVersion").asText())
                        .put("kind", kind);
                items.add(item);
            }
            more = page.at("/metadata/continue").asText();
        } while (!more.isEmpty());
        return items;
    }

    /** @return whether it is there now by this call; false where one of that name was there already */
    boolean create(String path, JsonNode object) {
        try {
            client.raw(path, "POST", object.toString());
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 409) {
                return false;
            }
            throw refused(
                    "creating " + object.path("kind").asText() + " "
                            + object.at("/metadata/name").asText(),
                    e);
        }
    }

    void replace(String path, JsonNode object) {
        send(path, "PUT", object);
    }

    void delete(String path) {
        try {
            client.raw(path, "DELETE", null);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404) {
                throw refused("deleting " + path, e);
            }
        }
    }

    private void send(String path, String method, JsonNode object) {
        try {
            client.raw(path, method, object.toString());
        } catch (KubernetesClientException e) {
            throw refused(method + " " + path, e);
        }
    }

    private TwinRefused refused(String doing, KubernetesClientException e) {
        String why = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : e.getCode() > 0 ? "HTTP " + e.getCode() : "it does not answer";
        return new TwinRefused(doing + " on " + words + " failed: " + why, e);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new TwinRefused("an API server answered with something that is no JSON", e);
        }
    }
}
