package dev.understudy.promotion;

import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.promotion.Refusal.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What stands between a candidate and the stage. Pure. */
final class Gate {
    private Gate() {}

    /** All reasons against a promotion by this person now; empty where there is none. */
    static List<Refusal> refusals(
            Candidate candidate, Policy policy, Evidence evidence, String by, String reason, Instant now) {
        List<Refusal> refusals = new ArrayList<>(ofPerson(candidate, policy, evidence, by));
        if (reason.isBlank()) {
            refusals.add(new Refusal(Reason.NO_REASON_GIVEN, "say why, for those who read it later"));
        }
        refusals.addAll(ofEvidence(policy, evidence));
        if (!policy.opensAt(now)) {
            refusals.add(
                    new Refusal(Reason.OUTSIDE_CHANGE_WINDOW, "no change window is open now; come back when one is"));
        }
        return refusals;
    }

    /** Why this person cannot, whatever the evidence. */
    static List<Refusal> ofPerson(Candidate candidate, Policy policy, Evidence evidence, String by) {
        String workflow = candidate.version().workflowType();
        List<Refusal> refusals = new ArrayList<>();
        if (policy.neverPromotable()) {
            refusals.add(new Refusal(Reason.NEVER_PROMOTABLE, "the policy never lets " + workflow + " act"));
        }
        boolean author = Stream.concat(candidate.authors().stream(), policy.authors().stream())
                .anyMatch(one -> samePerson(one, by));
        if (by.isBlank() || author) {
            refusals.add(new Refusal(
                    Reason.AUTHOR,
                    by.isBlank()
                            ? "nobody is named who promotes it"
                            : by + " is an author of " + workflow + "; somebody else must promote it"));
        }
        Set<String> operators = evidence.operators();
        if (!operators.isEmpty() && operators.stream().allMatch(operator -> samePerson(operator, by))) {
            refusals.add(new Refusal(
                    Reason.ONLY_OPERATOR,
                    "all the evidence is " + by + "'s own work; somebody else must promote it, or work in a run"));
        }
        return refusals;
    }

    /** What was seen or asked for must be what is there. */
    static List<Refusal> ofChange(WorkflowVersion now, String fingerprint, String runbookFingerprint) {
        List<Refusal> refusals = new ArrayList<>();
        if (!now.fingerprint().equals(fingerprint)) {
            refusals.add(new Refusal(
                    Reason.WORKFLOW_CHANGED,
                    now.workflowType() + " has changed since; look at the evidence of the new version"));
        }
        if (!now.runbookFingerprint().equals(runbookFingerprint)) {
            refusals.add(new Refusal(
                    Reason.RUNBOOK_CHANGED,
                    "runbook " + now.runbook() + " has changed since; look at the evidence for the new version"));
        }
        return refusals;
    }

    static boolean samePerson(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }

    private static List<Refusal> ofEvidence(Policy policy, Evidence evidence) {
        List<Refusal> refusals = new ArrayList<>();
        if (!evidence.suffices()) {
            refusals.add(new Refusal(Reason.RATE_NOT_SHOWN, evidence.sentence()));
        }
        least(refusals, Reason.TOO_FEW_RUNS, evidence.countedRuns(), policy.leastRuns(), "run", "count");
        least(
                refusals,
                Reason.TOO_FEW_OPERATORS,
                evidence.operators().size(),
                policy.leastOperators(),
                "operator",
                "worked in runs that count");
        least(
                refusals,
                Reason.TOO_FEW_TARGETS,
                evidence.targets().size(),
                policy.leastTargets(),
                "target",
                "had runs that count");
        least(refusals, Reason.TOO_FEW_DAYS, evidence.days().size(), policy.leastDays(), "day", "saw runs that count");
        return refusals;
    }

    private static void least(List<Refusal> refusals, Reason reason, int have, int least, String noun, String verb) {
        if (have < least) {
            refusals.add(new Refusal(reason, have + " of the " + least + " " + noun + "s asked for " + verb));
        }
    }
}
