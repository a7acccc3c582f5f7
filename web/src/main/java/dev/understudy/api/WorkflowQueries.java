package dev.understudy.api;

import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.promotion.Candidate;
import dev.understudy.refusal.Problem;
import java.util.List;

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

    private WorkflowStanding standing(KnownWorkflow workflow) {
        WorkflowVersion version = backstage.library().version(workflow);
        return new WorkflowStanding(
                workflow,
                backstage.library().title(workflow.runbook()),
                version.runbookFingerprint(),
                backstage.promotions().mode(workflow.type(), workflow.fingerprint()),
                backstage.promotions().current(workflow.type()).orElse(null),
                backstage.promotions().pending(workflow.type()).orElse(null),
                backstage.promotions().evidence(version));
    }
}
