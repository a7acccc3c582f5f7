package dev.understudy.effects.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.effects.ApiCall;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectKind;
import dev.understudy.effects.Standing;
import dev.understudy.effects.document.Pruned;
import dev.understudy.effects.document.Shape;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** DELETE of one object. What becomes of its dependents, and how long a pod has to end, belong to the act. */
public final class Delete implements EffectKind {
    /** Where nothing is asked for, the dependents of these are orphaned, for clients of old. */
    private static final Set<String> ORPHANING = Set.of("batch/jobs", "/replicationcontrollers");

    @Override
    public boolean covers(ApiCall call) {
        return call.is("DELETE") && call.path().name() != null && call.isOn(null);
    }

    @Override
    public List<CanonicalEffect> effects(ApiCall call) {
        return List.of(of(call, call.effect("delete"), call.request().before()));
    }

    /** @param object what was there; null where it is not known */
    static CanonicalEffect of(ApiCall call, CanonicalEffect plain, @Nullable JsonNode object) {
        CanonicalEffect effect =
                plain.withOption("propagation", propagation(call)).withGuard(Guards.ofDelete(call.body()));
        String grace = call.request().body() == null
                ? call.query("gracePeriodSeconds")
                : call.body("gracePeriodSeconds").isMissingNode()
                        ? null
                        : call.body("gracePeriodSeconds").asText();
        effect = grace(effect, grace, object);
        if (object == null) {
            return effect;
        }
        Shape shape = call.shape(true);
        effect = effect.withValue(Pruned.of(object, shape).value());
        return isGoing(object, grace) ? effect.withStanding(Standing.NOOP) : effect;
    }

    /** The grace period as part of the act, where it is not the pod's own. */
    static CanonicalEffect grace(CanonicalEffect effect, @Nullable String grace, @Nullable JsonNode object) {
        if (grace == null) {
            return effect;
        }
        JsonNode own = object == null ? null : object.path("spec").path("terminationGracePeriodSeconds");
        return effect.object().resource().equals("pods")
                        && own != null
                        && own.asText().equals(grace)
                ? effect.rewriting("gracePeriodSeconds", grace)
                : effect.withOption("gracePeriodSeconds", grace);
    }

    /** Whether the object was being deleted already, and this does not hurry it. */
    private static boolean isGoing(JsonNode object, @Nullable String grace) {
        JsonNode metadata = object.path("metadata");
        return metadata.path("deletionTimestamp").isTextual()
                && (grace == null
                        || metadata.path("deletionGracePeriodSeconds").asLong(0)
                                <= Long.parseLong("0" + grace.replaceAll("\\D", "")));
    }

    private static String propagation(ApiCall call) {
        boolean fromBody = call.request().body() != null;
        JsonNode policy = call.body("propagationPolicy");
        String asked = fromBody ? policy.asText("") : call.query("propagationPolicy");
        if (asked != null && !asked.isEmpty() && !asked.equals("null")) {
            return asked;
        }
        String orphan = fromBody ? call.body("orphanDependents").asText("") : call.query("orphanDependents");
        if ("true".equals(orphan)) {
            return "Orphan";
        }
        return !"false".equals(orphan)
                        && ORPHANING.contains(
                                call.path().group() + "/" + call.path().resource())
                ? "Orphan"
                : "Background";
    }
}
