package dev.understudy.rulebook;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;

/** A divergence of a run that a rule hides, or would hide. */
public record HiddenDivergence(String run, String id, DivergenceKind kind, Severity severity, String title) {
    static HiddenDivergence of(String run, Divergence divergence) {
        return new HiddenDivergence(run, divergence.id(), divergence.kind(), divergence.severity(), divergence.title());
    }
}
