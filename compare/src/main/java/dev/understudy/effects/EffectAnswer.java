package dev.understudy.effects;

import java.util.List;

/**
 * The answer to whether two sides have the same effect.
 *
 * @param same whether either may stand for the other
 * @param why one sentence for people
 * @param differences in the order of the effects; empty where there is nothing to tell
 */
public record EffectAnswer(boolean same, EffectVerdict verdict, String why, List<EffectDifference> differences) {
    public EffectAnswer {
        differences = List.copyOf(differences);
    }
}
