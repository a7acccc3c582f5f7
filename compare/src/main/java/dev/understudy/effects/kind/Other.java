package dev.understudy.effects.kind;

import dev.understudy.action.JsonText;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.recording.Request;
import java.util.List;

/** Whatever else asks to write: what it does is not known, so the request itself stands for it. The last that is asked. */
public final class Other implements EffectKind {
    @Override
    public boolean covers(ApiCall call) {
        return true;
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        CanonicalEffect effect =
                call.effect("call").withOption("method", call.request().method());
        if (call.request().body() != null) {
            effect = effect.withOption("body", JsonText.of(call.request().body()));
        }
        return List.of(call.noted(Request.BODY_DROPPED) ? effect.doubting(Request.BODY_DROPPED) : effect);
    }
}
