package dev.understudy.divergence;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
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
 * @param course whether the workflow was on the operator's path; null where there is no such side
 * @param departure who left the runbook; null where that was not looked at
 * @param alike why it belongs with others of its group, in words
 * @param excusedBy the rules that hide it, each with its version ({@code rule-3 v2}); empty where none does
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
        @Nullable String cause,
        @Nullable Course course,
        @Nullable Departure departure,
        @JsonSetter(nulls = Nulls.AS_EMPTY) String alike,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> excusedBy) {
    public Divergence {
        differences = List.copyOf(differences);
        excusedBy = List.copyOf(excusedBy);
    }

    /** Whether a rule hides it. */
    public boolean excused() {
        return !excusedBy.isEmpty();
    }

    /** The same, hidden by these rules and no others. */
    Divergence excusedBy(List<String> rules) {
        return with(departure, rules);
    }

    Divergence with(@Nullable Departure known) {
        return with(known, excusedBy);
    }

    private Divergence with(@Nullable Departure known, List<String> rules) {
        return new Divergence(
                id,
                group,
                kind,
                severity,
                title,
                why,
                step,
                move,
                differences,
                fidelity,
                cause,
                course,
                known,
                alike,
                rules);
    }
}
