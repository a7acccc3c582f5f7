package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.prediction.Prediction;

/**
 * A prediction, with what became of it and how faithful its result was.
 *
 * @param action what was predicted, in the words of what the operator did, where the comparison found them; else as predicted
 */
public record ResolvedPrediction(Prediction prediction, Action action, Resolution resolution, Fidelity fidelity) {
    public ResolvedPrediction(Prediction prediction, Resolution resolution, Fidelity fidelity) {
        this(prediction, prediction.action(), resolution, fidelity);
    }

    ResolvedPrediction saying(Action words) {
        return new ResolvedPrediction(prediction, words, resolution, fidelity);
    }
}
