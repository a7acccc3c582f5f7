package dev.understudy.divergence;

import dev.understudy.prediction.Prediction;

/** A prediction, with what became of it and how faithful its result was. */
public record ResolvedPrediction(Prediction prediction, Resolution resolution, Fidelity fidelity) {}
