package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Asks a server; what the server refuses becomes one line and the fitting exit code. */
final class Client {
    private final HttpClient http;
    private final Duration patience;
    private final URI server;
    private final String person;
    private final @Nullable String token;

    Client(URI server, String person, @Nullable String token) {
        this(server, person, token, Duration.ofMinutes(2));
    }

    private Client(URI server, String person, @Nullable String token, Duration patience) {
        Duration connect = Duration.ofSeconds(5);
        this.http = HttpClient.newBuilder()
                .connectTimeout(patience.compareTo(connect) < 0 ? patience : connect)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        this.patience = patience;
        this.server = server;
        this.person = person;
        this.token = token;
    }

    /** The same, for those who have no more time than this. */
    Client within(Duration haste) {
        return new Client(server, person, token, haste);
    }

    JsonNode get(String path) {
        return json(send(request(path).GET()));
    }

    /** The answer as it came, byte for byte. */
    String text(String path) {
        return send(request(path).GET()).body();
    }

    JsonNode post(String path, Object body) {
        try {
            return json(send(request(path)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(EventJson.mapper().writeValueAsString(body)))));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Where a person can see this in a browser. */
    URI page(String path) {
        return server.resolve(path);
    }

    /** A name as one part of a path. */
    static String part(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(server.resolve(path)).timeout(patience);
        if (token != null) {
            return request.header("Authorization", "Bearer " + token);
        }
        return request.header("X-Understudy-Person", person);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        HttpResponse<String> response;
        try {
            response = http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CliFailure(
                    ExitCode.ENVIRONMENT,
                    "no server answers at " + server + ": start one with 'understudy serve', or name another with"
                            + " --server");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CliFailure(ExitCode.ENVIRONMENT, "interrupted while waiting for " + server);
        }
        if (response.statusCode() >= 400) {
            throw refusal(response);
        }
        return response;
    }

    private CliFailure refusal(HttpResponse<String> response) {
        String message = "the server at " + server + " answers " + response.statusCode();
        String code = "";
        try {
            JsonNode body = EventJson.mapper().readTree(response.body());
            message = body.path("error").asText(message);
            code = body.path("code").asText();
        } catch (JsonProcessingException e) {
            message += ", and not as an Understudy server would: is --server right?";
        }
        return new CliFailure(exitCode(response.statusCode(), code), message);
    }

    private static ExitCode exitCode(int status, String code) {
        if (code.startsWith("unknown-") || code.startsWith("no-such-") || code.startsWith("missing-")) {
            return ExitCode.CONFIGURATION;
        }
        return switch (status) {
            case 400 -> ExitCode.USAGE;
            case 401, 403, 404, 421 -> ExitCode.CONFIGURATION;
            case 502, 503, 504 -> ExitCode.ENVIRONMENT;
            default -> status >= 500 ? ExitCode.BUG : ExitCode.REFUSED;
        };
    }

    private JsonNode json(HttpResponse<String> response) {
        try {
            return EventJson.mapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new CliFailure(ExitCode.ENVIRONMENT, server + " does not answer as an Understudy server does");
        }
    }
}
