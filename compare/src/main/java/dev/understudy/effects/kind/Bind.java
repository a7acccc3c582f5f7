package dev.understudy.effects.kind;

import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ClusterObject;
import dev.understudy.effects.EffectKind;
import java.util.List;

/** A pod is given its node, as the scheduler does. */
public final class Bind implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.is("POST") && (call.isOn("binding") || call.isOf("", "bindings"));
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        ClusterObject object = call.object();
        String name = object.name() == null ? call.body("metadata", "name").asText() : object.name();
        ClusterObject pod = new ClusterObject(object.cluster(), "", "pods", object.namespace(), name, null);
        return List.of(CanonicalEffect.of("bind", pod, call.request().number())
                .withOption("node", call.body("target", "name").asText()));
    }
}
