package dev.understudy.effects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests as a proxy would have recorded them. In JSON, single quotes stand for double ones, and {@code 'a.b.c': 1} for
 * {@code 'a': {'b': {'c': 1}}}.
 */
final class Calls {
    static final String DB = "/apis/apps/v1/namespaces/shop/statefulsets/db";
    static final String POD = "/api/v1/namespaces/shop/pods/db-0";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String method;
    private final String path;
    private final Map<String, List<String>> query = new HashMap<>();
    private @Nullable String contentType;
    private @Nullable JsonNode body;
    private @Nullable JsonNode before;
    private @Nullable JsonNode after;
    private @Nullable String stdin;
    private @Nullable String server;
    private @Nullable String kubectlCommand;
    private int status = 200;
    private final List<String> notes = new ArrayList<>();

    private Calls(String method, String path) {
        this.method = method;
        this.path = path;
    }

    static Calls call(String method, String path) {
        return new Calls(method, path);
    }

    static Calls patch(String path, String type, String body) {
        Calls call = new Calls("PATCH", path);
        call.contentType = "application/" + type + "-patch+json";
        call.body = json(body);
        return call;
    }

    static Calls scale(int from, int to) {
        return patch(DB + "/scale", "merge", "{'spec.replicas': " + to + "}")
                .before(statefulSet(from))
                .after(statefulSet(to));
    }

    static Calls post(String path, String made) {
        return new Calls("POST", path).body(made).after(made).status(201);
    }

    static Calls delete(String path, String options) {
        return new Calls("DELETE", path).body(options).before("{'metadata.name': 'x'}");
    }

    static Calls exec(String pod, String... argv) {
        Calls call = new Calls("GET", "/api/v1/namespaces/shop/pods/" + pod + "/exec").status(101);
        call.query.put("command", Arrays.asList(argv));
        return call.query("container", "c");
    }

    static String statefulSet(int replicas) {
        return "{'metadata': {'name': 'db', 'namespace': 'shop', 'resourceVersion': '" + (100 + replicas)
                + "', 'generation': " + replicas + ", 'labels': {'app': 'db'}}, 'spec': {'replicas': " + replicas
                + ", 'template': {'metadata': {'labels': {'app': 'db'}}, 'spec': {'containers': ["
                + "{'name': 'c', 'image': 'db:1', 'env': [{'name': 'A', 'value': '1'}], 'resources': {'limits': {'cpu': '1'}}},"
                + "{'name': 'side', 'image': 'side:1', 'resources': {}}]}}}, 'status': {'replicas': " + replicas + "}}";
    }

    Calls query(String name, String value) {
        query.put(name, List.of(value));
        return this;
    }

    Calls body(String text) {
        body = json(text);
        return this;
    }

    Calls type(String type) {
        contentType = type;
        return this;
    }

    Calls before(String text) {
        before = json(text);
        return this;
    }

    Calls after(String text) {
        after = json(text);
        return this;
    }

    Calls gone() {
        after = null;
        return this;
    }

    Calls stdin(String text) {
        stdin = text;
        return this;
    }

    Calls status(int number) {
        status = number;
        return this;
    }

    Calls server(String url) {
        server = url;
        return this;
    }

    Calls kubectl(String command) {
        kubectlCommand = command;
        return this;
    }

    Calls note(String note) {
        notes.add(note);
        return this;
    }

    Request numbered(long number) {
        return new Request(
                number,
                null,
                method,
                path,
                query,
                contentType,
                body,
                stdin,
                status,
                before,
                after,
                notes,
                null,
                kubectlCommand,
                kubectlCommand == null ? null : "session of " + kubectlCommand,
                null,
                server,
                Instant.EPOCH,
                Instant.EPOCH);
    }

    static ObservedEffects observed(Calls... calls) {
        return ObservedEffects.of(null, requests(calls), List.of());
    }

    static List<Request> requests(Calls... calls) {
        List<Request> requests = new ArrayList<>();
        for (Calls call : calls) {
            requests.add(call.numbered(requests.size() + 1L));
        }
        return requests;
    }

    /** The only effect of a request. */
    static CanonicalEffect effect(Calls call) {
        List<CanonicalEffect> effects = EffectReader.installed().effects(call.numbered(1));
        if (effects.size() != 1) {
            throw new AssertionError("one effect was expected: " + effects);
        }
        return effects.get(0);
    }

    static EffectAnswer compare(ObservedEffects a, ObservedEffects b) {
        return EffectComparison.compare(a, b);
    }

    static JsonNode json(String text) {
        try {
            return spread(JSON.readTree(text.replace('\'', '"')));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the test's JSON is wrong: " + text, e);
        }
    }

    private static JsonNode spread(JsonNode node) {
        if (node.isArray()) {
            var list = JSON.createArrayNode();
            node.forEach(element -> list.add(spread(element)));
            return list;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JSON.createObjectNode();
        node.properties().forEach(entry -> {
            int dot = entry.getKey().indexOf('.');
            boolean dotted = dot > 0 && entry.getKey().matches("[a-zA-Z]+(\\.[a-zA-Z]+)+");
            if (dotted) {
                ObjectNode inner = JSON.createObjectNode();
                inner.set(entry.getKey().substring(dot + 1), entry.getValue());
                object.set(entry.getKey().substring(0, dot), spread(inner));
            } else {
                object.set(entry.getKey(), spread(entry.getValue()));
            }
        });
        return object;
    }
}
