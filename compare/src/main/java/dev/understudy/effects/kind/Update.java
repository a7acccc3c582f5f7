package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.Standing;
import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.Differences;
import dev.understudy.effects.document.DocumentDiff;
import dev.understudy.effects.document.Patches;
import dev.understudy.effects.document.Shape;
import dev.understudy.recording.Request;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * PATCH and PUT of an object, of any kind: what counts is how the object differs afterwards. {@code /scale} and other
 * subresources that only are a door to a part of the object are that part. Makes a {@link Restart} of what is one.
 */
public final class Update implements EffectKind {
    private static final Set<String> DOORS = Set.of("scale", "ephemeralcontainers", "resize", "finalize");
    private static final Set<String> STATUS = Set.of("status", "approval");

    @Override
    public boolean covers(ApiCall call) {
        return (call.is("PATCH") || call.is("PUT"))
                && call.path().name() != null
                && (call.isOn(null)
                        || DOORS.contains(call.path().subresource())
                        || STATUS.contains(call.path().subresource()));
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        Request request = call.request();
        if (request.before() == null
                && request.after() != null
                && call.isOn(null)
                && !call.noted(Request.BEFORE_UNREADABLE)) {
            return List.of(Create.of(call).withGuard(Guards.ofUpdate(call)));
        }
        boolean status = STATUS.contains(String.valueOf(call.path().subresource()));
        CanonicalEffect plain =
                (status ? call.effect("update") : call.effectOnObject("update")).withGuard(Guards.ofUpdate(call));
        Shape shape = status ? call.statusShape() : call.shape(false);
        JsonNode before = part(request.before(), status);
        JsonNode after = part(request.after() == null ? asked(call) : request.after(), status);
        if (before == null || after == null) {
            return Restart.split(unseen(call, plain, shape));
        }
        Differences found = DocumentDiff.between(before, after, shape);
        SortedMap<String, Change> changes =
                call.noted(Request.MOVED_BETWEEN) ? own(call, shape, found.changes()) : found.changes();
        CanonicalEffect effect =
                plain.withChanges(changes).withBookkeeping(found.bookkeeping()).rewriting(found.rewritten());
        if (changes.isEmpty()) {
            effect = effect.withStanding(found.bookkeeping().isEmpty() ? Standing.NOOP : Standing.BOOKKEEPING);
        }
        return Restart.split(effect);
    }

    /** What the request makes of the object, where nobody read it afterwards; null where that cannot be told. */
    private static @Nullable JsonNode asked(ApiCall call) {
        Request request = call.request();
        if (request.body() == null || request.before() == null) {
            return null;
        }
        if (call.is("PUT") && !call.isOn("scale")) {
            return request.body();
        }
        String type = call.is("PUT") ? "application/merge-patch+json" : request.contentType();
        return Patches.apply(type, request.before(), request.body()).orElse(null);
    }

    /** Where the states are not known, what a patch asks for is; of anything else nothing is. */
    private static CanonicalEffect unseen(ApiCall call, CanonicalEffect plain, Shape shape) {
        SortedMap<String, Change> changes = new TreeMap<>();
        JsonNode body = call.request().body();
        String type = String.valueOf(call.request().contentType());
        if (body != null && body.isObject() && (call.is("PATCH") || call.isOn("scale"))) {
            changes.putAll(
                    DocumentDiff.between(null, withoutIdentity(body), shape).changes());
            for (String removed : Removals.of(body)) {
                changes.put(removed, new Change(null, null));
            }
        } else if (body != null && type.startsWith("application/json-patch")) {
            for (JsonNode operation : body) {
                String path = operation.path("path").asText();
                switch (operation.path("op").asText()) {
                    case "add", "replace" -> changes.put(path, new Change(null, operation.get("value")));
                    case "remove" -> changes.put(path, new Change(null, null));
                    default -> {}
                }
            }
        }
        CanonicalEffect effect = plain.withChanges(changes);
        return changes.isEmpty() || body == null
                ? effect.doubting(CanonicalEffect.UNKNOWN_CHANGES)
                : effect.doubting(Request.BEFORE_UNREADABLE);
    }

    private static JsonNode withoutIdentity(JsonNode body) {
        if (!body.path("metadata").has("name") && !body.has("kind")) {
            return body;
        }
        ObjectNode copy = body.deepCopy();
        copy.remove(List.of("kind", "apiVersion"));
        if (copy.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("name", "namespace"));
        }
        return copy;
    }

    /** Of what differs, what the request asked for: the rest somebody else wrote between the two looks. */
    private static SortedMap<String, Change> own(ApiCall call, Shape shape, SortedMap<String, Change> changes) {
        JsonNode body = call.request().body();
        if (body == null || !call.is("PATCH")) {
            return changes;
        }
        Set<String> asked = body.isObject()
                ? unseen(call, call.effect("update"), shape).changes().keySet()
                : Removals.listless(body);
        SortedMap<String, Change> own = new TreeMap<>(changes);
        own.keySet()
                .removeIf(pointer -> asked.stream()
                        .noneMatch(one ->
                                one.equals(pointer) || pointer.startsWith(one + "/") || one.startsWith(pointer + "/")));
        return own;
    }

    private static @Nullable JsonNode part(@Nullable JsonNode document, boolean status) {
        if (document == null || !status) {
            return document;
        }
        ObjectNode part = JsonNodeFactory.instance.objectNode();
        return part.set("status", document.path("status"));
    }
}
