package dev.understudy.twin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.recording.Request;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sees every request of a client of the twin, and keeps the writes in the form in which those of operators are kept: with the
 * object before and after. Requests are recorded one at a time, as one rehearsal makes them.
 */
final class WriteRecorder implements Interceptor {
    static final String NAME = "understudy-write-recorder";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");

    private final ApiServer twin;
    /** By method and URI, the oldest first: the client makes a copy of the request between {@code before} and {@code after}. */
    private final Map<String, Deque<Begun>> begun = new HashMap<>();

    private final List<Request> ended = new ArrayList<>();
    /** Which object each ended request wrote, by the request's number. */
    private final Map<Long, String> objects = new LinkedHashMap<>();

    private long number;

    WriteRecorder(ApiServer twin) {
        this.twin = twin;
    }

    private record Begun(
            long number,
            String object,
            @Nullable JsonNode before,
            @Nullable JsonNode body,
            Instant at) {}

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (READS.contains(request.method().toUpperCase(Locale.ROOT))) {
            return;
        }
        JsonNode body = body(request.bodyString());
        String path = request.uri().getPath();
        boolean creates = request.method().equalsIgnoreCase("POST") && !path.matches(".*/(eviction|binding|scale)");
        String object = creates
                ? path + "/" + (body == null ? "" : body.at("/metadata/name").asText())
                : path.replaceAll("/(eviction|binding|scale|status)$", "");
        JsonNode before = twin.get(object).orElse(null);
        synchronized (this) {
            begun.computeIfAbsent(key(request), key -> new ArrayDeque<>())
                    .add(new Begun(++number, object, before, body, Instant.now()));
        }
    }

    @Override
    public void after(HttpRequest request, HttpResponse<?> response, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        synchronized (this) {
            Deque<Begun> same = begun.get(key(request));
            Begun write = same == null ? null : same.poll();
            if (write == null) {
                return;
            }
            ended.add(new Request(
                    write.number(),
                    null,
                    request.method().toUpperCase(Locale.ROOT),
                    request.uri().getPath(),
                    query(request.uri()),
                    Optional.ofNullable(request.header("Content-Type")).orElse(null),
                    write.body(),
                    null,
                    response.code(),
                    write.before(),
                    null,
                    List.of(),
                    null,
                    null,
                    null,
                    null,
                    null,
                    write.at(),
                    Instant.now()));
            objects.put(write.number(), write.object());
        }
    }

    /** What was written since the last call, with what is there now. */
    List<Request> take() {
        List<Request> taken;
        Map<Long, String> at;
        synchronized (this) {
            taken = new ArrayList<>(ended);
            at = new LinkedHashMap<>(objects);
            ended.clear();
            objects.clear();
        }
        List<Request> withAfter = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            Request request = taken.get(i);
            String object = at.getOrDefault(request.number(), "");
            // The next write of the same object found it as this one had left it.
            JsonNode after = null;
            boolean known = false;
            for (Request later : taken.subList(i + 1, taken.size())) {
                if (!known && object.equals(at.get(later.number()))) {
                    after = later.before();
                    known = true;
                }
            }
            withAfter.add(with(request, known ? after : twin.get(object).orElse(null)));
        }
        return withAfter;
    }

    private static Request with(Request r, @Nullable JsonNode after) {
        return new Request(
                r.number(),
                r.invocation(),
                r.method(),
                r.path(),
                r.query(),
                r.contentType(),
                r.body(),
                r.stdin(),
                r.status(),
                r.before(),
                after,
                r.notes(),
                r.userAgent(),
                r.kubectlCommand(),
                r.kubectlSession(),
                r.impersonatedUser(),
                r.server(),
                r.startedAt(),
                r.endedAt());
    }

    private static String key(HttpRequest request) {
        return request.method().toUpperCase(Locale.ROOT) + " " + request.uri();
    }

    private static Map<String, List<String>> query(URI uri) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        String raw = uri.getRawQuery();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int equals = pair.indexOf('=');
                String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
                query.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        return query;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** Server-side apply sends YAML; JSON is YAML too, but read far faster as itself. */
    private static @Nullable JsonNode body(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[")
                    ? JSON.readTree(text)
                    : YAML.readTree(text);
        } catch (JsonProcessingException e) {
            return null;
        }
    }
}
