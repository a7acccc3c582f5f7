package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.understudy.recording.Request;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What some commands did to clusters: what {@code understudy observe --json} prints and {@code understudy effects compare}
 * reads. See {@link ObservedEffectsJson}.
 *
 * @param normaliser {@link EffectReader#fingerprint()} of what made the effects; null where that is not known
 * @param namespace the one that the kubeconfig names: where two recordings name different ones, each is "here" in its own.
 *     Null where it is not known
 * @param effects what changed, in order
 * @param withoutEffect what asked to write and changed nothing
 * @param requests all of them, in order of arrival
 * @param unseen what may have been done and was not seen, one line each: {@code kubectl --kubeconfig other went around}.
 *     Silence is never "nothing was done"
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
// The requests come last, as they are the bulk of it and a reader seldom needs them.
@JsonPropertyOrder({"normaliser", "namespace", "effects", "withoutEffect", "unseen", "requests"})
public record ObservedEffects(
        @Nullable String normaliser,
        @Nullable String namespace,
        List<CanonicalEffect> effects,
        List<CanonicalEffect> withoutEffect,
        List<Request> requests,
        List<String> unseen) {
    public ObservedEffects {
        effects = effects == null ? List.of() : List.copyOf(effects);
        withoutEffect = withoutEffect == null ? List.of() : List.copyOf(withoutEffect);
        requests = requests == null ? List.of() : List.copyOf(requests);
        unseen = unseen == null ? List.of() : List.copyOf(unseen);
    }

    /** What the requests did, as {@link EffectReader#installed()} reads them. */
    public static ObservedEffects of(@Nullable String namespace, List<Request> requests, List<String> unseen) {
        EffectReader reader = EffectReader.installed();
        List<CanonicalEffect> all = reader.effects(requests);
        return new ObservedEffects(
                reader.fingerprint(),
                namespace,
                all.stream()
                        .filter(effect -> effect.standing() == Standing.EFFECT)
                        .toList(),
                Stream.concat(
                                all.stream().filter(effect -> effect.standing() != Standing.EFFECT),
                                UnsentWrites.of(requests).stream())
                        .toList(),
                requests,
                unseen);
    }
}
