package dev.understudy.proxy;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.effects.EffectAnswer;
import dev.understudy.recording.EventJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Two ways to act on a cluster, and whether they have the same effect.
 *
 * @param setup a shell text that makes what is acted on, in a namespace of its own for each side
 * @param after a shell text that clears up behind each side; then no other pair runs beside this one
 * @param verdict the word of the verdict
 * @param why for people
 */
record EffectPair(
        String name,
        String setup,
        @JsonProperty("command_a") String a,
        @JsonProperty("command_b") String b,
        @JsonProperty("same_effect") boolean same,
        String verdict,
        String why,
        @Nullable String after) {

    static List<EffectPair> read(String lines) {
        return lines.lines()
                .filter(line -> !line.isBlank())
                .map(EffectPair::parse)
                .toList();
    }

    boolean agrees(EffectAnswer answer) {
        return answer.same() == same && answer.verdict().word().equals(verdict);
    }

    private static EffectPair parse(String line) {
        try {
            return EventJson.mapper().readValue(line, EffectPair.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no pair: " + line, e);
        }
    }
}
