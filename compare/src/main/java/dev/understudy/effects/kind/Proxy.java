package dev.understudy.effects.kind;

import dev.understudy.action.JsonText;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ClusterObject;
import dev.understudy.effects.EffectKind;
import dev.understudy.recording.Request;
import java.util.List;

/** A request that the API server passes on to a pod, a service or a node: whatever is behind it decides what it does. */
public final class Proxy implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        String subresource = call.path().subresource();
        return subresource != null && (subresource.equals("proxy") || subresource.startsWith("proxy/"));
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        ClusterObject object = call.object();
        CanonicalEffect effect = CanonicalEffect.of(
                        "proxy",
                        new ClusterObject(
                                object.cluster(),
                                object.group(),
                                object.resource(),
                                object.namespace(),
                                object.name(),
                                "proxy"),
                        call.request().number())
                .withOption("method", call.request().method())
                .withOption("path", String.valueOf(call.path().subresource()).replaceFirst("^proxy/?", "/"));
        if (call.request().body() != null) {
            effect = effect.withOption("body", JsonText.of(call.request().body()));
        }
        return List.of(call.noted(Request.BODY_DROPPED) ? effect.doubting(Request.BODY_DROPPED) : effect);
    }
}
