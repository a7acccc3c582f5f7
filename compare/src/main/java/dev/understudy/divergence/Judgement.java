package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.Fingerprint;
import dev.understudy.observed.ObservedAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether a move is a divergence, of which kind, how bad, and why: the one place that decides it. */
final class Judgement {
    private Judgement() {}

    /**
     * Of a write that only the operator did; null for a failed try that cannot have lost anything.
     *
     * @param touched whether the workflow would have done anything to the same thing
     */
    static @Nullable Finding observedOnly(Attempts attempts, boolean touched) {
        Action action = attempts.last().action();
        String words = ActionWords.of(action);
        if (notUnderstood(action, touched)) {
            return attempts.failed() && !action.fields().containsKey("content") && action.effect() != Effect.UNKNOWN
                    ? null
                    : new Finding(
                            DivergenceKind.UNKNOWN,
                            Severity.MEDIUM,
                            "Not understood: " + words,
                            "What this did to the world is not known from its arguments, so it can neither match nor differ. A"
                                    + " line in a table of effects, or a normaliser, teaches it.");
        }
        boolean destructive = action.effect() == Effect.DESTRUCTIVE;
        if (attempts.failed()) {
            return destructive
                    ? new Finding(
                            DivergenceKind.MISSED,
                            Severity.LOW,
                            "The operator tried and failed to " + words,
                            "The workflow would not have tried. The act failed with exit code "
                                    + attempts.last().exit() + ", and may have done a part.")
                    : null;
        }
        return new Finding(
                DivergenceKind.MISSED,
                destructive ? Severity.HIGH : Severity.MEDIUM,
                "The workflow would not have done: " + words,
                destructive
                        ? "The operator removed something that the workflow would have left."
                        : "The operator changed something that the workflow would have left as it was.");
    }

    /** Of a write that only the workflow would have done. */
    static Finding predictedOnly(Action action) {
        boolean destructive = action.effect() == Effect.DESTRUCTIVE;
        return new Finding(
                DivergenceKind.UNEXPECTED,
                destructive ? Severity.CRITICAL : Severity.HIGH,
                "Only the workflow would have done: " + ActionWords.of(action),
                destructive
                        ? "Alone, the workflow would have removed something that the operator left in place."
                        : "Alone, the workflow would have changed something that the operator left as it was.");
    }

    /** Of a pair; null where both sides did the same with the same result. */
    static @Nullable Finding pair(Attempts attempts, ResolvedPrediction predicted, boolean reordered) {
        Action did = attempts.last().action();
        Action would = predicted.action();
        String words = ActionWords.of(did);
        boolean destructive = did.effect() == Effect.DESTRUCTIVE || would.effect() == Effect.DESTRUCTIVE;
        if (Action.UNKNOWN_CONTENT.equals(did.fields().get("content"))
                || Action.UNKNOWN_CONTENT.equals(would.fields().get("content"))) {
            return new Finding(
                    DivergenceKind.UNKNOWN,
                    Severity.LOW,
                    "Not compared: " + words,
                    "Both sides did it, and what either of them wrote is not known from the arguments.");
        }
        if (!did.sameAs(would)) {
            return new Finding(
                    DivergenceKind.DIFFERENT,
                    destructive ? Severity.CRITICAL : Severity.HIGH,
                    "Different in " + differingNames(did, would) + ": " + words,
                    "Both sides did the same to the same object, with other values.");
        }
        boolean workflowFailed = predicted.resolution() == Resolution.FAILED;
        if (attempts.failed() != workflowFailed && (attempts.failed() || workflowFailed)) {
            return new Finding(
                    DivergenceKind.OUTCOME,
                    Severity.MEDIUM,
                    "Another result of: " + words,
                    attempts.failed()
                            ? "The operator's try failed with exit code "
                                    + attempts.last().exit() + " and was not repeated with success."
                            : "The operator succeeded where the workflow's own operation failed.");
        }
        return reordered
                ? new Finding(
                        DivergenceKind.REORDERED,
                        destructive ? Severity.HIGH : Severity.MEDIUM,
                        "In another order: " + words,
                        "Both sides did it, but not in the same order among acts whose order can matter.")
                : null;
    }

    /** Of the end of a workflow that did not reach its own. */
    static Finding stopped(@Nullable String why, boolean operatorWentOn) {
        String because = why == null || why.isBlank() ? "" : ": " + why;
        return new Finding(
                DivergenceKind.STOPPED,
                operatorWentOn ? Severity.HIGH : Severity.MEDIUM,
                "The workflow stopped before its end" + because,
                operatorWentOn
                        ? "The operator went on and changed more; what they did afterwards follows from this."
                        : "The operator finished, and changed nothing after that.");
    }

    static List<FieldDifference> differences(Action did, Action would) {
        TreeSet<String> names = new TreeSet<>(did.fields().keySet());
        names.addAll(would.fields().keySet());
        List<FieldDifference> differences = new ArrayList<>();
        for (String name : names) {
            @Nullable String left = did.fields().get(name);
            @Nullable String right = would.fields().get(name);
            if (!Objects.equals(left, right)) {
                differences.add(new FieldDifference(name, left, right));
            }
        }
        return differences;
    }

    /** What is written may stay unknown where it is certain that the other side leaves that object alone. */
    private static boolean notUnderstood(Action action, boolean touched) {
        boolean unknownContent = Action.UNKNOWN_CONTENT.equals(action.fields().get("content"));
        return action.effect() == Effect.UNKNOWN
                || unknownContent && (touched || action.object().startsWith("manifest:"));
    }

    private static String differingNames(Action did, Action would) {
        return String.join(
                ", ",
                differences(did, would).stream().map(FieldDifference::field).toList());
    }

    /** What was found about one move. */
    record Finding(DivergenceKind kind, Severity severity, String title, String why) {
        Divergence about(
                String run,
                @Nullable ObservedAction observed,
                @Nullable ResolvedPrediction predicted,
                @Nullable Course course,
                @Nullable Integer move,
                List<FieldDifference> differences,
                @Nullable String cause) {
            String step = observed != null && observed.step() != null
                    ? observed.step()
                    : predicted == null ? null : predicted.prediction().step();
            Action action = observed != null ? observed.action() : predicted != null ? predicted.action() : null;
            String id = Fingerprint.of(String.join(
                    "\n",
                    run,
                    kind.name(),
                    observed == null ? "" : observed.id(),
                    predicted == null
                            ? ""
                            : Long.toString(predicted.prediction().sequence())));
            String group = Fingerprint.of(String.join(
                    "\n",
                    kind.name(),
                    action == null ? "" : ActionWords.sort(action),
                    differences.stream().map(FieldDifference::field).toList().toString(),
                    step == null ? "" : step));
            return new Divergence(
                    id,
                    group,
                    kind,
                    severity,
                    title,
                    why,
                    step,
                    move,
                    kind == DivergenceKind.DIFFERENT ? differences : List.of(),
                    predicted == null ? null : predicted.fidelity(),
                    cause,
                    course,
                    null,
                    Likeness.words(kind, action, differences, step),
                    List.of());
        }
    }
}
