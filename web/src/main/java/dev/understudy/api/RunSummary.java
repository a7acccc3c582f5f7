package dev.understudy.api;

import dev.understudy.divergence.Verdict;
import dev.understudy.operation.Mode;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
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
        int unreviewed) {
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
                Math.max(0, causes - reviewed));
    }
}
