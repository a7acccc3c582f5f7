package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.RunQueries;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.NotEvidence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.ReportText;
import dev.understudy.divergence.Versions;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.harness.ComparedRuns;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import dev.understudy.transcript.Session;
import java.util.List;
import java.util.Optional;

/** Gathers what the page of a manual run shows. */
final class RunViews {
    private final Backstage backstage;
    private final RunQueries queries;
    private final ComparedRuns compared;

    RunViews(Backstage backstage) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
        this.compared = new ComparedRuns(backstage.store(), backstage.library()::find);
    }

    RunView of(Run run) {
        List<Session> sessions = backstage.sessions().ofRun(run.id());
        Optional<StoredReport> stored = run.state() == RunState.OPEN
                ? Optional.empty()
                : backstage.reports().find(run.id());
        boolean compared = stored.isPresent();
        Report report = stored.map(StoredReport::report).orElseGet(() -> soFar(run, sessions));
        Proof proof = new Proof(sessions);
        Optional<Runbook> runbook = backstage.library().find(run.runbook());
        RunParts parts = new RunParts(
                new Pairs(compared ? report.divergences() : List.of(), proof),
                step -> runbook.flatMap(book -> book.step(step))
                        .map(Step::title)
                        .orElse(step));
        return new RunView(
                run.id(),
                run.runbook(),
                backstage.library().title(run.runbook()),
                run.target(),
                run.operators(),
                run.mode(),
                run.workflowType(),
                run.startedAt(),
                run.endedAt(),
                run.state() == RunState.OPEN,
                compared ? report.verdict() : null,
                compared ? report.doubts().stream().map(ReportText::doubt).toList() : List.of(),
                compared && report.countsAsEvidence(),
                compared ? report.whyNot().stream().map(NotEvidence::words).toList() : List.of(),
                report.counts(),
                queries.openPredictions(run.id()),
                proof.sentence(report.moves()),
                compared && report.followed() != null
                        ? report.followed().departure().why()
                        : "",
                compared ? versions(report.versions(), report) : "",
                parts.of(sessions, report.moves(), report.commands()));
    }

    /**
     * How a run that goes on looks so far: compared as if it had ended here, but for what operators must not see yet. For
     * eyes only, never stored, never evidence.
     */
    private Report soFar(Run run, List<Session> sessions) {
        WorkflowEnd end = run.workflowType() == null ? WorkflowEnd.none() : WorkflowEnd.running();
        return Comparison.compare(compared.of(run, sessions, queries.revealed(run), end));
    }

    private static String versions(Versions versions, Report report) {
        return "Made by comparison " + versions.comparison() + ", normalisers " + Words.start(versions.normalisers())
                + ", rules "
                + versions.rules() + "; workflow " + Words.start(report.workflowFingerprint())
                + ", runbook "
                + Words.start(report.runbookFingerprint()) + ".";
    }
}
