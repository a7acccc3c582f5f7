package dev.understudy.api;

import dev.understudy.automation.Automation;
import dev.understudy.backtest.Backtest;
import dev.understudy.backtest.BacktestRecords;
import dev.understudy.backtest.Backtests;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.library.Automations;
import dev.understudy.promotion.Candidate;
import dev.understudy.refusal.Problem;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

/** What is asked about workflows, by the API and by the pages. */
public final class WorkflowQueries {
    private final Backstage backstage;

    public WorkflowQueries(Backstage backstage) {
        this.backstage = backstage;
    }

    public List<WorkflowStanding> all() {
        return backstage.harness().workflows().stream().map(this::standing).toList();
    }

    /** @throws Problem 404 where this server runs no such workflow */
    public WorkflowStanding standing(String type) {
        return standing(workflow(type));
    }

    /** @throws Problem 404 where this server runs no such workflow */
    KnownWorkflow workflow(String type) {
        return backstage.harness().workflows().stream()
                .filter(known -> known.type().equals(type))
                .findFirst()
                .orElseThrow(() -> Problem.noSuch("workflow", type));
    }

    /** The workflow as it is deployed now. @throws Problem 404 where this server runs no such workflow */
    Candidate candidate(String type) {
        KnownWorkflow workflow = workflow(type);
        return new Candidate(backstage.library().version(workflow), workflow.authors());
    }

    /** What stands beside the evidence of a workflow; more work than the standing itself. */
    public WorkflowProof proof(WorkflowStanding standing) {
        WorkflowVersion version = backstage.library().version(standing.workflow());
        return new WorkflowProof(
                backstage
                        .library()
                        .find(version.runbook())
                        .map(runbook -> backstage.evidences().coverage(standing.evidence(), runbook))
                        .orElse(WorkflowProof.NO_RUNBOOK),
                backstage.evidences().baseline(version),
                new BacktestRecords(backstage.store(), Clock.systemUTC())
                        .latest(version)
                        .orElse(null));
    }

    /** Runs the workflow of this server against all recorded runs, and records what that showed. */
    public BacktestRecords.Recorded backtest(String type, String by) {
        KnownWorkflow workflow = workflow(type);
        Automation automation = Automations.find(workflow.type())
                .orElseThrow(() -> Problem.conflict(
                        "not-on-the-class-path", type + " is not on this server's class path; backtest it there"));
        try {
            Backtest backtest = new Backtests(backstage.store(), Clock.systemUTC())
                    .run(
                            automation,
                            backstage.library().find(workflow.runbook()).orElse(null),
                            null);
            if (backtest.runs().isEmpty()) {
                throw Problem.conflict("no-recorded-runs", "there is no recorded run to test " + type + " against");
            }
            return new BacktestRecords(backstage.store(), Clock.systemUTC()).save(backtest, by);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(503, "interrupted", "the backtest was interrupted; nothing was recorded");
        }
    }

    private WorkflowStanding standing(KnownWorkflow workflow) {
        WorkflowVersion version = backstage.library().version(workflow);
        return new WorkflowStanding(
                workflow,
                Stream.concat(
                                workflow.authors().stream(),
                                backstage.promotions().policy(workflow.type()).authors().stream())
                        .distinct()
                        .toList(),
                backstage.library().title(workflow.runbook()),
                version.runbookFingerprint(),
                backstage.promotions().mode(workflow.type(), workflow.fingerprint()),
                backstage.promotions().current(workflow.type()).orElse(null),
                backstage.promotions().pending(workflow.type()).orElse(null),
                backstage.promotions().evidence(version));
    }
}
