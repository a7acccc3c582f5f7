package dev.understudy.divergence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A move that is not a match.
 *
 * @param id stable: the same run compared again gives the same id, whatever else changed in the report
 * @param group the same for divergences of the same sort over runs: kind, operation, sort of object, fields and step
 * @param title one line for people
 * @param why why it is one, and why it has its severity, for people
 * @param step the runbook's step in which it lies; null where neither side named one
 * @param move the position of its move in the report; null where it belongs to none
 * @param differences field by field; empty unless the kind is {@link DivergenceKind#DIFFERENT}
 * @param fidelity how faithful the workflow's side was; null where there is no such side
 * @param cause the id of an earlier divergence from which this one only follows, and beside which it is not counted again;
 *     null for one that stands for itself
 */
public record Divergence(
        String id,
        String group,
        DivergenceKind kind,
        Severity severity,
        String title,
        String why,
        @Nullable String step,
        @Nullable Integer move,
        List<FieldDifference> differences,
        @Nullable Fidelity fidelity,
        @Nullable String cause) {
    public Divergence {
        differences = List.copyOf(differences);
    }
}
