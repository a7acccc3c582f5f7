package dev.understudy.api;

import dev.understudy.divergence.Verdict;
import dev.understudy.operation.Mode;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunEnding;
import dev.understudy.run.RunState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run in a few words.
 *
 * @param workflow Temporal's name of the workflow; null where none takes part
 * @param verdict null where the run was not compared
 * @param unreviewed how many of its divergences nobody has judged
 * @param plan the rehearsal that a live run is held to; null where there is none
 * @param outcome how its workflow ended, in words; null while it has not
 * @param failed whether its workflow ended before its end
 */
public record RunSummary(
        String id,
        String runbook,
        String title,
        String target,
        List<String> operators,
        Mode mode,
        @Nullable String workflow,
        RunState state,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Verdict verdict,
        boolean countsAsEvidence,
        int divergences,
        int unreviewed,
        @Nullable String plan,
        @Nullable String outcome,
        boolean failed) {
    public RunSummary {
        operators = List.copyOf(operators);
    }

    static RunSummary of(Backstage backstage, Run run) {
        Optional<StoredReport> stored = backstage.reports().find(run.id());
        int causes = stored.map(there -> there.report().standing().size()).orElse(0);
        int reviewed = stored.map(there -> there.reviews().size()).orElse(0);
        return new RunSummary(
                run.id(),
                run.runbook(),
                backstage.library().title(run.runbook()),
                run.target(),
                run.operators(),
                run.mode(),
                run.workflowType(),
                run.state(),
                run.startedAt(),
                run.endedAt(),
                stored.map(there -> there.report().verdict()).orElse(null),
                stored.map(there -> there.report().countsAsEvidence()).orElse(false),
                causes,
                Math.max(0, causes - reviewed),
                run.plan(),
                outcome(run.ending()),
                run.ending() != null && !run.ending().completed());
    }

    private static @Nullable String outcome(@Nullable RunEnding ending) {
        if (ending == null) {
            return null;
        }
        return ending.completed() ? "went to its end" : "stopped: " + ending.why();
    }
}
