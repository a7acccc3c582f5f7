package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.RunQueries;
import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Resolution;
import dev.understudy.divergence.ResolvedPrediction;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.journal.JournalEntry;
import dev.understudy.recording.SessionRecording;
import dev.understudy.run.Run;
import dev.understudy.runbook.Step;
import dev.understudy.transcript.Session;
import java.util.List;
import java.util.Set;

/**
 * How a run that goes on looks so far: compared as if it had ended here, but for what operators must not see yet. For eyes
 * only, never stored, never evidence.
 */
final class Provisional {
    private final Backstage backstage;
    private final RunQueries queries;

    Provisional(Backstage backstage) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
    }

    Report compare(Run run, List<Session> sessions) {
        List<String> steps = backstage
                .library()
                .find(run.runbook())
                .map(runbook -> runbook.steps().stream().map(Step::id).toList())
                .orElse(List.of());
        return Comparison.compare(new ComparedRun(
                run.id(),
                run.runbook(),
                run.runbookFingerprint(),
                steps,
                run.workflowType() == null ? "" : run.workflowType(),
                run.workflowFingerprint() == null ? "" : run.workflowFingerprint(),
                sessions.stream()
                        .map(session -> new SessionRecording(session.id(), session.events()))
                        .toList(),
                queries.revealed(run).stream().map(Provisional::resolved).toList(),
                run.workflowType() == null ? WorkflowEnd.none() : WorkflowEnd.running(),
                Set.of()));
    }

    private static ResolvedPrediction resolved(JournalEntry entry) {
        Resolution resolution = switch (entry.resolution()) {
            case OPEN, INTENT -> Resolution.OPEN;
            case OBSERVED, DONE -> Resolution.OBSERVED;
            case NOT_OBSERVED, ABANDONED -> Resolution.NOT_OBSERVED;
            case REHEARSED -> Resolution.SIMULATED;
            case FAILED, UNKNOWN -> Resolution.FAILED;
            case REFUSED -> Resolution.REFUSED;
        };
        dev.understudy.journal.Fidelity known = entry.fidelity();
        Fidelity fidelity = known == null
                ? Fidelity.SIMULATED
                : switch (known) {
                    case REAL -> Fidelity.REAL_READ;
                    case SERVER_DRY_RUN -> Fidelity.SERVER_DRY_RUN;
                    case WITHHELD -> Fidelity.WITHHELD;
                    case SIMULATED, ASSUMED -> Fidelity.SIMULATED;
                };
        return new ResolvedPrediction(entry.operation().prediction(), resolution, fidelity);
    }
}
