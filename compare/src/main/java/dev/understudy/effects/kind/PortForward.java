package dev.understudy.effects.kind;

import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.Standing;
import dev.understudy.recording.Request;
import java.util.List;

/** A tunnel to a pod changes nothing as long as nothing is sent through it; and what is sent, nobody sees. */
public final class PortForward implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return call.isOn("portforward");
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        CanonicalEffect tunnel = call.effectOnObject("port-forward");
        return List.of(
                call.noted(Request.TUNNEL_USED)
                        ? tunnel.doubting(Request.TUNNEL_USED)
                        : tunnel.withStanding(Standing.NOOP));
    }
}
