package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.Standing;
import java.util.List;

/** What clients write for themselves: Helm's releases, events, leases. */
public final class Housekeeping implements EffectKind {
    private static final String HELM = "sh.helm.release.v1.";

    @Override
    public boolean covers(ApiCall call) {
        return call.isOf("", "events")
                || call.isOf("events.k8s.io", "events")
                || call.isOf("coordination.k8s.io", "leases")
                || (call.isOf("", "secrets") || call.isOf("", "configmaps"))
                        && name(call).startsWith(HELM);
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        String operation = call.is("POST") ? "create" : call.is("DELETE") ? "delete" : "update";
        return List.of(call.effect(operation)
                .withObject(call.object().named(name(call).isEmpty() ? null : name(call)))
                .withStanding(Standing.BOOKKEEPING));
    }

    private static String name(ApiCall call) {
        String name = call.path().name();
        if (name == null) {
            name = call.body("metadata", "name").asText();
        }
        JsonNode after = call.request().after();
        return name.isEmpty() && after != null
                ? after.path("metadata").path("name").asText()
                : name;
    }
}
