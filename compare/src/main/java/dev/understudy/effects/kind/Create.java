package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.document.GeneratedNames;
import dev.understudy.effects.document.Pruned;
import dev.understudy.recording.Request;
import java.util.List;

/** POST to a collection: what was made, with the server's defaults, under a name that may be made anew each time. */
public final class Create implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.is("POST")
                && call.path().resource() != null
                && call.path().name() == null
                && call.path().subresource() == null;
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        return List.of(of(call));
    }

    /** As {@link #effects}, of whatever request made the object: a PATCH that applies may. */
    static CanonicalEffect of(ApiCall call) {
        Request request = call.request();
        JsonNode made = request.after() == null ? request.body() : request.after();
        CanonicalEffect effect = call.effectOnObject("create");
        if (made == null || !made.isObject()) {
            return effect.doubting(CanonicalEffect.UNKNOWN_CHANGES);
        }
        Pruned pruned = Pruned.of(made, call.shape(true));
        ObjectNode value = (ObjectNode) pruned.value(); // ours, as are its metadata, of which rules speak
        value.remove("kind");
        if (value.get("metadata") instanceof ObjectNode metadata) {
            metadata.remove(List.of("name", "namespace", "generateName"));
            if (metadata.isEmpty()) {
                value.remove("metadata");
            }
        }
        effect = named(
                call,
                made,
                effect.withValue(value).withBookkeeping(pruned.bookkeeping()).rewriting(pruned.rewritten()));
        // The body alone lacks what the server fills in.
        return request.after() == null ? effect.doubting(Request.AFTER_UNREADABLE) : effect;
    }

    private static CanonicalEffect named(ApiCall call, JsonNode made, CanonicalEffect effect) {
        String generate = call.body("metadata", "generateName").asText();
        String name = made.path("metadata").path("name").asText(call.path().name());
        boolean given =
                call.path().name() != null || call.body("metadata", "name").isTextual();
        if (!given && generate.isEmpty() && call.request().body() == null) {
            generate = made.path("metadata").path("generateName").asText();
        }
        if (!given && !generate.isEmpty()) {
            return effect.withObject(effect.object().named(generate + "*"));
        }
        String pattern = GeneratedNames.installed()
                .pattern(effect.object().group(), effect.object().resource(), name == null ? "" : name);
        CanonicalEffect under = effect.withObject(effect.object().named(pattern));
        return pattern.equals(name) ? under : under.rewriting("name", String.valueOf(name));
    }
}
