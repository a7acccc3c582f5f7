package dev.understudy.pages;

import dev.understudy.api.WorkflowProof;
import dev.understudy.api.WorkflowStanding;
import dev.understudy.audit.AuditEntry;
import dev.understudy.evidence.JudgedRun;
import java.util.List;

/**
 * A workflow as its page shows it.
 *
 * @param runs the latest first, emergencies left out
 * @param emergencies the latest first
 * @param history the latest first
 * @param refusals why the promotion that was just asked for is refused, each a sentence; empty where none was
 * @param reason what was typed as its reason
 * @param mayJudge whether who looks may promote and demote at all
 */
public record WorkflowView(
        WorkflowStanding standing,
        WorkflowProof proof,
        BoundPicture picture,
        List<JudgedRun> runs,
        List<JudgedRun> emergencies,
        List<AuditEntry> history,
        List<String> refusals,
        String reason,
        boolean mayJudge) {
    public WorkflowView {
        runs = List.copyOf(runs);
        emergencies = List.copyOf(emergencies);
        history = List.copyOf(history);
        refusals = List.copyOf(refusals);
    }
}
