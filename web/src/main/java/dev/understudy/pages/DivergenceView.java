package dev.understudy.pages;

import dev.understudy.divergence.Divergence;
import dev.understudy.report.Review;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A divergence as its page shows it.
 *
 * @param pair its two sides; null where it belongs to no move
 * @param typed the line that the operator typed; null where there is none
 * @param followers the divergences that only follow from it
 * @param history all that was ever said of it, oldest first
 * @param next the next one that waits, as a path; null where none does
 */
public record DivergenceView(
        String run,
        String runTitle,
        String target,
        List<String> operators,
        @Nullable String workflow,
        String stepTitle,
        Divergence divergence,
        @Nullable Pair pair,
        Part.@Nullable Typed typed,
        List<Divergence> followers,
        List<Review> history,
        @Nullable String next) {
    public DivergenceView {
        operators = List.copyOf(operators);
        followers = List.copyOf(followers);
        history = List.copyOf(history);
    }
}
