package dev.understudy.monitor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Asks a monitor over HTTP: quickly, or not at all. */
final class MonitorHttp {
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    private MonitorHttp() {}

    /**
     * @param headers may hold keys: they are in no message
     * @throws MonitorAway where no JSON comes back
     */
    static JsonNode get(String monitor, URI uri, Map<String, String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(PATIENCE).header("Accept", "application/json");
        headers.forEach(request::header);
        String who = monitor + " at " + uri.getScheme() + "://" + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        try {
            HttpResponse<String> response = HTTP.send(request.build(), BodyHandlers.ofString());
            if (response.statusCode() == 401 || response.statusCode() == 403) {
                throw new MonitorAway(who + " refuses the keys (" + response.statusCode() + "): check them");
            }
            if (response.statusCode() != 200) {
                throw new MonitorAway(who + " answers " + response.statusCode() + " to " + uri.getPath());
            }
            return EventJson.mapper().readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new MonitorAway(who + " does not answer with JSON: is the address right?", e);
        } catch (IOException e) {
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new MonitorAway(who + " does not answer: " + why, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MonitorAway(who + " was not asked: interrupted", e);
        }
    }

    /** The text values of an object, by name. */
    static SortedMap<String, String> texts(JsonNode object) {
        SortedMap<String, String> texts = new TreeMap<>();
        object.fields()
                .forEachRemaining(
                        field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    /** What an alert's author wrote about it. */
    static String summary(JsonNode annotations) {
        String summary = annotations.path("summary").asText();
        return summary.isEmpty() ? annotations.path("description").asText() : summary;
    }
}
