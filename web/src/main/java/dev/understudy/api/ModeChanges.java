package dev.understudy.api;

import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.people.Person;
import dev.understudy.promotion.Candidate;
import dev.understudy.promotion.PromotionResult;
import dev.understudy.promotion.PromotionResult.Promoted;
import dev.understudy.promotion.PromotionResult.Refused;
import dev.understudy.promotion.PromotionResult.Requested;
import dev.understudy.promotion.Promotions;
import dev.understudy.refusal.Problem;
import org.jspecify.annotations.Nullable;

/** Promotion and demotion of workflows; every answer is one sentence on what came of it. */
public final class ModeChanges {
    private final Promotions promotions;
    private final WorkflowQueries queries;

    public ModeChanges(Backstage backstage, WorkflowQueries queries) {
        this.promotions = backstage.promotions();
        this.queries = queries;
    }

    /**
     * Promotes, or asks for a second person where the policy wants one.
     *
     * @param seen the fingerprints of workflow and runbook that the person looked at, joined by a blank; null where they named
     *     the workflow only
     * @throws PromotionRefusal where evidence, policy or person do not allow it
     */
    public String promote(String type, @Nullable String seen, String reason, Person person) {
        Candidate candidate = queries.candidate(type);
        return said(promotions.promote(candidate, version(candidate, seen), person.name(), reason));
    }

    /** As {@link #promote}, in spite of lacking evidence or a closed change window; always needs a second person. */
    public String override(String type, @Nullable String seen, String reason, Person person) {
        Candidate candidate = queries.candidate(type);
        return said(promotions.override(candidate, version(candidate, seen), person.name(), reason));
    }

    /** Confirms, as the second person, what another has asked for. @throws PromotionRefusal where that cannot be */
    public String confirm(String type, Person person) {
        return said(promotions.confirm(queries.candidate(type), person.name()));
    }

    /** Takes the workflow back to SHADOW, at once. @throws Problem 409 where it never was promoted */
    public String demote(String type, String reason, Person person) {
        queries.workflow(type);
        return promotions
                .demote(type, person.name(), reason)
                .map(change -> "Demoted by " + change.by() + ".")
                .orElseThrow(() -> Problem.conflict("not-live", type + " is not LIVE: there is nothing to demote"));
    }

    private static @Nullable WorkflowVersion version(Candidate candidate, @Nullable String seen) {
        if (seen == null || seen.isBlank()) {
            return null;
        }
        int blank = seen.indexOf(' ');
        WorkflowVersion now = candidate.version();
        return blank < 0
                ? new WorkflowVersion(now.workflowType(), seen, now.runbook(), "")
                : new WorkflowVersion(
                        now.workflowType(), seen.substring(0, blank), now.runbook(), seen.substring(blank + 1));
    }

    private static String said(PromotionResult result) {
        if (result instanceof Refused refused) {
            throw new PromotionRefusal(
                    refused.refusals().stream().map(refusal -> refusal.words()).toList());
        }
        if (result instanceof Requested requested) {
            return "Asked for by " + requested.request().by() + "; a second person must confirm it.";
        }
        if (result instanceof Promoted promoted) {
            return "Promoted by " + promoted.change().by() + ".";
        }
        throw new IllegalStateException("a promotion came to " + result);
    }
}
