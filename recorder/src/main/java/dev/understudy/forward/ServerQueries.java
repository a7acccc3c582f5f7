package dev.understudy.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is asked of the server before a session: runs to join, runbooks, targets. */
public final class ServerQueries {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Server server;
    private final String operator;
    private final HttpClient http = Http.client();

    /** @param operator who asks, for servers that take people at their word */
    public ServerQueries(Server server, String operator) {
        this.server = server;
        this.operator = operator;
    }

    /** A runbook that the server has. */
    public record KnownRunbook(String id, String title) {}

    /** The manual run of this name; empty where the server knows none. @throws IOException fit for an operator */
    public Optional<OpenRun> run(String name) throws IOException {
        HttpResponse<String> response = get("/api/v1/hand-overs/" + encoded(name));
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(read(response, OpenRun.class));
    }

    /** The manual runs that are open, the latest first. @throws IOException fit for an operator */
    public List<OpenRun> openRuns() throws IOException {
        return List.of(read(get("/api/v1/hand-overs"), OpenRun[].class));
    }

    /** @throws IOException fit for an operator */
    public List<KnownRunbook> runbooks() throws IOException {
        List<KnownRunbook> found = new ArrayList<>();
        for (JsonNode node : read(get("/api/v1/runbooks"), JsonNode.class)) {
            found.add(new KnownRunbook(
                    node.path("id").asText(), node.path("title").asText()));
        }
        return found;
    }

    /** The names of the targets. @throws IOException fit for an operator */
    public List<String> targets() throws IOException {
        List<String> found = new ArrayList<>();
        for (JsonNode node : read(get("/api/v1/targets"), JsonNode.class)) {
            found.add(node.path("name").asText());
        }
        return found;
    }

    /** The Markdown of a runbook; empty where the server has none of this id. @throws IOException fit for an operator */
    public Optional<String> markdown(String runbook) throws IOException {
        HttpResponse<String> response = get("/api/v1/runbooks/" + encoded(runbook) + "/markdown");
        return response.statusCode() == 404 ? Optional.empty() : Optional.of(good(response));
    }

    private HttpResponse<String> get(String path) throws IOException {
        HttpRequest request = server.request(path, PATIENCE)
                .header("X-Understudy-Person", operator)
                .GET()
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IOException(Http.why(e, server), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private <T> T read(HttpResponse<String> response, Class<T> type) throws IOException {
        try {
            return EventJson.mapper().readValue(good(response), type);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    server.address() + " answered with something that is no answer of an Understudy server", e);
        }
    }

    private String good(HttpResponse<String> response) throws IOException {
        if (response.statusCode() == 200) {
            return response.body();
        }
        String why;
        try {
            why = EventJson.mapper().readTree(response.body()).path("error").asText("");
        } catch (JsonProcessingException e) {
            why = "";
        }
        throw new IOException(
                server.address() + " answered " + response.statusCode() + (why.isEmpty() ? "" : ": " + why));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
