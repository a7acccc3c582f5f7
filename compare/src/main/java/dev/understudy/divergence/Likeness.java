package dev.understudy.divergence;

import dev.understudy.action.Action;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why divergences belong together, in words: exactly what their group's fingerprint is made of. */
final class Likeness {
    private Likeness() {}

    /** {@code only the operator did it: delete of a file in /data/wal, in step clean}; without a full stop. */
    static String words(
            DivergenceKind kind, @Nullable Action action, List<FieldDifference> differences, @Nullable String step) {
        String fields = differences.isEmpty() || kind != DivergenceKind.DIFFERENT
                ? ""
                : ", which differ in "
                        + differences.stream().map(FieldDifference::field).collect(Collectors.joining(", "));
        return kind(kind)
                + (action == null ? "" : ": " + ActionWords.sortOf(action))
                + fields
                + (step == null ? "" : ", in step " + step);
    }

    private static String kind(DivergenceKind kind) {
        return switch (kind) {
            case MISSED -> "only the operator did it";
            case UNEXPECTED -> "only the workflow would have done it";
            case DIFFERENT -> "both did it, with other values";
            case REORDERED -> "both did it, in another order";
            case OUTCOME -> "both did it, with another result";
            case STOPPED -> "the workflow stopped before its end";
            case UNKNOWN -> "what was done is not understood";
        };
    }
}
