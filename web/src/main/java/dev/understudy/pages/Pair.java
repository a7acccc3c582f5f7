package dev.understudy.pages;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.FieldDifference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One row of a run: what the operator did beside what the workflow would have done.
 *
 * @param style how loud it is: {@code match}, {@code read}, {@code loud}, {@code loud unsure} or {@code plain}
 * @param mark between the sides
 * @param means what the mark means
 * @param left the operator's action; null where there is none
 * @param leftMeta times and exit code of it
 * @param right the workflow's action, or that it is the same; null where there is none
 * @param rightMeta activity, proof and fidelity of it
 * @param divergence null where it makes none
 */
public record Pair(
        String style,
        String mark,
        String means,
        @Nullable String left,
        String leftMeta,
        @Nullable String right,
        String rightMeta,
        List<FieldDifference> differences,
        @Nullable Divergence divergence) {
    public Pair {
        differences = List.copyOf(differences);
    }

    /** Whether neither side changes anything. */
    public boolean isRead() {
        return style.equals("read");
    }
}
