package dev.understudy.effects.kind;

import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import java.util.List;

/** What was sent into a program that a pod was running already; to only watch what it prints is a read. */
public final class Attach implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.isOn("attach");
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        String stdin = call.request().stdin();
        if (stdin == null || stdin.isEmpty()) {
            return List.of();
        }
        CanonicalEffect effect = call.effectOnObject("attach").withOption("stdin", stdin);
        String container = call.query("container");
        return List.of(container == null ? effect : effect.withOption("container", container));
    }
}
