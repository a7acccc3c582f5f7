package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.Request;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a write found and what it left. The object is read before the write is passed on, if its client did not just do so. That read races with other writers,
 * so afterwards etcd's history is asked for the very revision before the answer's (a list at an exact resource version): where
 * it tells of another writer's change, that one is what the write found. Where the history is not to be had, it is said that
 * the object moved, if its generation tells.
 */
final class BeforeAndAfter {
    private static final Set<String> WRITES = Set.of("POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> SELECTORS = Set.of("labelSelector", "fieldSelector");
    private static final Set<String> NO_OBJECT = Set.of("Status", "Table", "PartialObjectMetadata", "Scale");

    private final Upstream upstream;
    private final RecentReads reads;
    private final String method;
    private final ResourcePath target;
    private final String query;
    private final List<String> notes = new ArrayList<>();
    private @Nullable AnswerBody known;
    private @Nullable JsonNode before;
    private @Nullable JsonNode after;

    private BeforeAndAfter(Upstream upstream, RecentReads reads, String method, ResourcePath target, String query) {
        this.upstream = upstream;
        this.reads = reads;
        this.method = method;
        this.target = target;
        this.query = query;
    }

    /** Null for what changes no object. */
    static @Nullable BeforeAndAfter of(Upstream upstream, RecentReads reads, String method, String path, String query) {
        ResourcePath target = WRITES.contains(method) ? ResourcePath.parse(path) : null;
        if (target == null || target.isConnection() || target.is("token") || query.contains("dryRun=")) {
            return null;
        }
        return new BeforeAndAfter(upstream, reads, method, target, query);
    }

    @Nullable
    JsonNode before() {
        return before;
    }

    @Nullable
    JsonNode after() {
        return after;
    }

    List<String> notes() {
        return notes;
    }

    /** Never fails; the write is to be passed on when it is complete. */
    Future<Void> readBefore() {
        boolean creates = method.equals("POST") && (target.name() == null || target.subresource() == null);
        if (creates) {
            return Future.succeededFuture();
        }
        AnswerBody recent = reads.take(upstream.cluster(), target.object());
        if (recent != null && (method.equals("PATCH") || method.equals("PUT"))) {
            // Parsed once the write was answered.
            known = recent;
            return Future.succeededFuture();
        }
        String selectors = Stream.of(query.split("&"))
                .filter(part -> SELECTORS.contains(part.split("=", 2)[0]))
                .collect(Collectors.joining("&"));
        String uri = target.name() != null || selectors.isEmpty() ? target.object() : target.object() + "?" + selectors;
        return upstream.read(uri).transform(read -> {
            if (read.succeeded()
                    && (read.result().body() != null || read.result().status() == 404)) {
                before = read.result().body();
            } else {
                notes.add(Request.BEFORE_UNREADABLE);
            }
            return Future.<Void>succeededFuture();
        });
    }

    /** Never fails. To be called once the write was answered. {@code answer}: null where that was no JSON. */
    Future<Void> readAfter(int status, @Nullable JsonNode answer) {
        if (status >= 300) {
            before = null;
            notes.clear();
            return Future.succeededFuture();
        }
        if (known != null) {
            before = known.json();
            if (before == null || NO_OBJECT.contains(before.path("kind").asText())) {
                before = null;
                notes.add(Request.BEFORE_UNREADABLE);
            }
        }
        if (answer != null && isObject(answer)) {
            after = answer;
            return status == 201 ? created() : corrected(version(answer));
        }
        if (target.name() == null) {
            after = answer;
            if (answer == null) {
                notes.add(Request.AFTER_UNREADABLE);
            }
            return Future.succeededFuture();
        }
        long version = answer == null ? -1 : version(answer);
        boolean partial = version > 0 && !method.equals("DELETE");
        Future<Void> read = partial ? history(version).recover(e -> latest()) : latest();
        return read.compose(done -> partial ? corrected(version) : Future.succeededFuture());
    }

    private boolean isObject(JsonNode answer) {
        return !method.equals("DELETE")
                && !NO_OBJECT.contains(answer.path("kind").asText())
                && answer.path("metadata").has("resourceVersion")
                && (target.subresource() == null
                        || answer.at("/metadata/name").asText().equals(target.name()))
                && !target.is("eviction")
                && !target.is("binding");
    }

    private Future<Void> created() {
        before = null;
        notes.remove(Request.BEFORE_UNREADABLE);
        return Future.succeededFuture();
    }

    private Future<Void> latest() {
        return upstream.read(target.object()).transform(read -> {
            if (read.succeeded()
                    && (read.result().body() != null || read.result().status() == 404)) {
                after = read.result().body();
            } else {
                notes.add(Request.AFTER_UNREADABLE);
            }
            return Future.<Void>succeededFuture();
        });
    }

    /** Reads the object as it was at this version into {@code after}; fails where that is not to be had. */
    private Future<Void> history(long version) {
        return at(version).compose(item -> {
            after = item;
            return item == null ? Future.<Void>failedFuture("it is gone") : Future.<Void>succeededFuture();
        });
    }

    private Future<Void> corrected(long version) {
        boolean nothingChanged = before != null && version(before) == version;
        if (version <= 1 || nothingChanged || target.name() == null) {
            return Future.succeededFuture();
        }
        return at(version - 1).transform(read -> {
            if (read.succeeded()) {
                before = read.result();
                notes.remove(Request.BEFORE_UNREADABLE);
            } else if (before != null && after != null && generation(after) - generation(before) > 1) {
                notes.add(Request.MOVED_BETWEEN);
            }
            return Future.<Void>succeededFuture();
        });
    }

    /** The object at an exact version; null where there was none. Fails where the history does not reach back to it. */
    private Future<@Nullable JsonNode> at(long version) {
        String name = URLEncoder.encode("metadata.name=" + target.name(), StandardCharsets.UTF_8);
        String uri = target.collection() + "?fieldSelector=" + name + "&resourceVersion=" + version
                + "&resourceVersionMatch=Exact";
        return upstream.read(uri).compose(answer -> {
            JsonNode list = answer.body();
            if (list == null) {
                return Future.failedFuture("the history is not to be had");
            }
            JsonNode item = list.path("items").path(0);
            return Future.succeededFuture(item.isObject() ? typed(list, item) : null);
        });
    }

    /** Items of a list do not say what they are; the list does. */
    private static JsonNode typed(JsonNode list, JsonNode item) {
        String kind = list.path("kind").asText();
        ObjectNode object = (ObjectNode) item;
        if (!object.has("kind") && kind.endsWith("List")) {
            object.put("kind", kind.substring(0, kind.length() - 4));
            object.put("apiVersion", list.path("apiVersion").asText());
        }
        return object;
    }

    private static long version(JsonNode object) {
        String text = object.at("/metadata/resourceVersion").asText();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }

    private static long generation(JsonNode object) {
        return object.at("/metadata/generation").asLong();
    }
}
