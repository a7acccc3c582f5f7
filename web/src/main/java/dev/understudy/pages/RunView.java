package dev.understudy.pages;

import dev.understudy.divergence.Counts;
import dev.understudy.divergence.Verdict;
import dev.understudy.operation.Mode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run as its page shows it.
 *
 * @param workflow Temporal's name of the workflow; null where none takes part
 * @param verdict null while the run is open or not compared
 * @param doubts why the verdict is not certain, each a clause
 * @param notEvidence why the run does not count, each a clause; empty where it does
 * @param sealed how many predictions wait for the operator, their text hidden
 * @param proof one sentence; empty where there is nothing to prove
 * @param followed how both sides followed the runbook; empty where that is not known
 * @param versions what made the report; empty without one
 */
public record RunView(
        String id,
        String runbook,
        String title,
        String target,
        List<String> operators,
        Mode mode,
        @Nullable String workflow,
        Instant startedAt,
        @Nullable Instant endedAt,
        boolean open,
        @Nullable Verdict verdict,
        List<String> doubts,
        boolean counted,
        List<String> notEvidence,
        Counts counts,
        int sealed,
        String proof,
        String followed,
        String versions,
        List<Part> parts) {
    public RunView {
        operators = List.copyOf(operators);
        doubts = List.copyOf(doubts);
        notEvidence = List.copyOf(notEvidence);
        parts = List.copyOf(parts);
    }
}
