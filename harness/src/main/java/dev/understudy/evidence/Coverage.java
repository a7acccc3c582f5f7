package dev.understudy.evidence;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.PredictedAction;
import dev.understudy.divergence.Report;
import dev.understudy.observed.ObservedAction;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.StepKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where in the runbook the evidence lies.
 *
 * @param steps of the runbook, in its order, those without commands only where they decide something
 */
public record Coverage(List<StepEvidence> steps) {
    public Coverage {
        steps = List.copyOf(steps);
    }

    /** @param reports of the runs that count */
    public static Coverage of(Runbook runbook, List<Report> reports, double confidence) {
        Map<String, Tally> tallies = new TreeMap<>();
        runbook.steps().forEach(step -> tallies.put(step.id(), new Tally()));
        for (Report report : reports) {
            Set<String> seen = new HashSet<>();
            Set<String> diverged = new HashSet<>();
            for (Move move : report.moves()) {
                String step = step(move);
                Tally tally = step == null ? null : tallies.get(step);
                if (step != null && tally != null) {
                    seen.add(step);
                    tally.add(move);
                }
            }
            for (Divergence divergence : report.standing()) {
                String step = divergence.step();
                if (step != null) {
                    seen.add(step);
                    diverged.add(step);
                }
            }
            tallies.forEach((step, tally) -> {
                tally.runs += seen.contains(step) ? 1 : 0;
                tally.diverged += diverged.contains(step) ? 1 : 0;
            });
        }
        List<StepEvidence> steps = new ArrayList<>();
        for (Step step : runbook.steps()) {
            Tally tally = tallies.getOrDefault(step.id(), new Tally());
            if (!step.commands().isEmpty() || step.kind() == StepKind.DECISION || tally.runs > 0) {
                steps.add(new StepEvidence(
                        step.id(),
                        step.kind(),
                        step.title(),
                        step.alternative(),
                        tally.runs,
                        tally.diverged,
                        tally.writes,
                        List.copyOf(tally.activities),
                        confidence));
            }
        }
        return new Coverage(steps);
    }

    /** The steps that no run that counts came through. */
    public List<StepEvidence> neverSeen() {
        return steps.stream().filter(step -> !step.seen()).toList();
    }

    /** The alternatives of the runbook that no run that counts took, each once. */
    public Set<String> branchesNeverSeen() {
        Set<String> never = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        for (StepEvidence step : steps) {
            String branch = step.branch();
            if (branch != null) {
                (step.seen() ? taken : never).add(branch);
            }
        }
        never.removeAll(taken);
        return never;
    }

    /** One sentence without a full stop. */
    public String sentence() {
        if (steps.isEmpty()) {
            return "the runbook has no step to cover";
        }
        String covered = (steps.size() - neverSeen().size()) + " of " + steps.size() + " steps seen";
        List<String> never = new ArrayList<>();
        branchesNeverSeen().forEach(branch -> never.add(branch + " branch: never seen"));
        neverSeen().stream()
                .filter(step -> step.branch() == null)
                .forEach(step -> never.add(step.step() + ": never seen"));
        return never.isEmpty() ? covered : covered + "; " + String.join("; ", never);
    }

    private static @Nullable String step(Move move) {
        ObservedAction observed = move.observed();
        PredictedAction predicted = move.predicted();
        if (predicted != null && predicted.step() != null) {
            return predicted.step();
        }
        return observed == null ? null : observed.step();
    }

    private static final class Tally {
        private int runs;
        private int diverged;
        private int writes;
        private final TreeSet<String> activities = new TreeSet<>();

        void add(Move move) {
            PredictedAction predicted = move.predicted();
            if (predicted != null) {
                activities.add(predicted.activityType());
            }
            writes += move.counts() ? 1 : 0;
        }
    }
}
