package dev.understudy.effects.kind;

import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import java.util.List;

/** An eviction asks a pod to leave as far as its disruption budget lets it: not a deletion, which asks nobody. */
public final class Evict implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.is("POST") && call.isOn("eviction");
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        String grace = call.body("deleteOptions", "gracePeriodSeconds").isIntegralNumber()
                ? call.body("deleteOptions", "gracePeriodSeconds").asText()
                : null;
        CanonicalEffect evict = call.effectOnObject("evict").withGuard(Guards.ofDelete(call.body("deleteOptions")));
        return List.of(Delete.grace(evict, grace, call.request().before()));
    }
}
