package dev.understudy.effects.kind;

import dev.understudy.action.JsonText;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import java.util.List;

/** A token of a service account: no object is made, and yet a key to the cluster is out. */
public final class Token implements EffectKind {
    /** What the API server gives where nothing is asked for. */
    private static final String ONE_HOUR = "3600";

    @Override
    public boolean covers(ApiCall call) {
        return call.is("POST") && call.isOf("", "serviceaccounts") && call.isOn("token");
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        CanonicalEffect effect = call.effect("token")
                .withOption(
                        "expirationSeconds",
                        call.body("spec", "expirationSeconds").asText(ONE_HOUR).replace("null", ONE_HOUR));
        if (!call.body("spec", "audiences").isEmpty()) {
            effect = effect.withOption("audiences", JsonText.of(call.body("spec", "audiences")));
        }
        if (call.body("spec", "boundObjectRef").isObject()) {
            effect = effect.withOption(
                    "boundTo",
                    call.body("spec", "boundObjectRef", "kind").asText() + "/"
                            + call.body("spec", "boundObjectRef", "name").asText());
        }
        return List.of(effect);
    }
}
