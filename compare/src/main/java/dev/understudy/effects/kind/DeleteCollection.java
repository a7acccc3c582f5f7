package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ClusterObject;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.Standing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** DELETE of a collection: each object that was in it is deleted. */
public final class DeleteCollection implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.is("DELETE")
                && call.path().resource() != null
                && call.path().name() == null;
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        String selector = selector(call);
        JsonNode before = call.request().before();
        JsonNode items = before == null || before.isArray() ? before : before.path("items");
        if (items == null || !items.isArray()) {
            return List.of(Delete.of(call, call.effect("delete-collection").withOption("selector", selector), null));
        }
        if (items.isEmpty()) {
            return List.of(call.effect("delete-collection")
                    .withOption("selector", selector)
                    .withStanding(Standing.NOOP));
        }
        List<CanonicalEffect> deletes = new ArrayList<>();
        for (JsonNode item : items) {
            JsonNode metadata = item.path("metadata");
            ClusterObject object = call.object();
            ClusterObject one = metadata.path("namespace").isTextual()
                    ? object.in(metadata.path("namespace").asText())
                    : object;
            CanonicalEffect delete = CanonicalEffect.of(
                    "delete",
                    one.named(metadata.path("name").asText()),
                    call.request().number());
            deletes.add(Delete.of(call, delete, item).rewriting("delete-collection", selector));
        }
        deletes.sort(Comparator.comparing(delete -> delete.object().text()));
        return deletes;
    }

    private static String selector(ApiCall call) {
        String labels = call.query("labelSelector");
        String fields = call.query("fieldSelector");
        return (labels == null ? "" : labels) + (fields == null ? "" : ";" + fields);
    }
}
