package dev.understudy.api;

import dev.understudy.evidence.Evidence;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.operation.Mode;
import dev.understudy.promotion.ModeChange;
import dev.understudy.promotion.PromotionRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, what it may do, and why.
 *
 * @param authors whom its code and its policy name
 * @param runbookFingerprint empty where the runbook is not known here
 * @param mode what the worker would be told now: LIVE or SHADOW, from the same source
 * @param change the change of mode that holds; null where there never was one
 * @param pending a promotion that waits for a second person; null where none does
 */
public record WorkflowStanding(
        KnownWorkflow workflow,
        List<String> authors,
        String runbookTitle,
        String runbookFingerprint,
        Mode mode,
        @Nullable ModeChange change,
        @Nullable PromotionRequest pending,
        Evidence evidence) {

    /** Who made the mode what it is, in one sentence; empty where nobody ever did. */
    public String since() {
        if (change == null) {
            return "";
        }
        boolean promoted = change.mode() == Mode.LIVE;
        String who = change.by() + (change.confirmedBy() == null ? "" : " and " + change.confirmedBy());
        String said = (promoted ? "Promoted by " : "Demoted by ") + who + " on " + change.at() + ": " + change.reason()
                + (change.overridden() ? " (decided in spite of what the policy asks)" : "");
        if (promoted && mode != Mode.LIVE) {
            return said + ". That promotion no longer holds: the workflow has changed since, or its time is over";
        }
        return said;
    }
}
