package dev.understudy.pages;

import dev.understudy.divergence.Course;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.PredictedAction;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.ExitKnown;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says a report's moves as rows for people. */
final class Pairs {
    private final Map<String, Divergence> divergences = new HashMap<>();
    private final Proof proof;

    Pairs(List<Divergence> divergences, Proof proof) {
        divergences.forEach(divergence -> this.divergences.put(divergence.id(), divergence));
        this.proof = proof;
    }

    Pair pair(Move move) {
        ObservedAction observed = move.observed();
        PredictedAction predicted = move.predicted();
        Divergence divergence = move.divergence() == null ? null : divergences.get(move.divergence());
        String style = style(move, divergence);
        return new Pair(
                style,
                mark(style, move),
                means(style, move, divergence),
                observed == null ? null : Words.action(observed.action()),
                observed == null
                        ? ""
                        : observedMeta(observed, move.earlierAttempts().size()),
                right(style, move, predicted),
                predicted == null ? "" : predictedMeta(predicted, observed),
                move.differences(),
                divergence);
    }

    /** What is the same need not be read twice. */
    private static @Nullable String right(String style, Move move, @Nullable PredictedAction predicted) {
        if (predicted == null) {
            return null;
        }
        return style.equals("match")
                ? (move.moved() ? "the same, elsewhere" : "the same")
                : Words.action(predicted.action());
    }

    private static String style(Move move, @Nullable Divergence divergence) {
        if (divergence != null && divergence.excused()) {
            return "plain excused";
        }
        if (divergence != null) {
            return divergence.kind() == DivergenceKind.UNKNOWN ? "loud unsure" : "loud";
        }
        if (isRead(move)) {
            return "read";
        }
        return switch (move.kind()) {
            case MATCH -> "match";
            case DIFFERENT, REORDERED, OBSERVED_ONLY, PREDICTED_ONLY -> "plain";
        };
    }

    private static boolean isRead(Move move) {
        ObservedAction observed = move.observed();
        PredictedAction predicted = move.predicted();
        return (observed == null || !observed.action().effect().mayWrite())
                && (predicted == null || !predicted.action().effect().mayWrite());
    }

    private static String mark(String style, Move move) {
        return switch (style) {
            case "match" -> "=";
            case "loud", "loud unsure" -> "≠";
            case "plain excused" -> "≈";
            default -> move.observed() == null || move.predicted() == null ? "" : "~";
        };
    }

    private static String means(String style, Move move, @Nullable Divergence divergence) {
        if (divergence != null && divergence.excused()) {
            return "excused: " + Words.kind(divergence.kind());
        }
        if (divergence != null) {
            return Words.kind(divergence.kind());
        }
        return switch (style) {
            case "match" ->
                move.moved()
                        ? "the same, at another place in the order"
                        : move.counts() ? "the same" : "the same, and does not count";
            case "read" -> "a read, never judged";
            default -> "not judged";
        };
    }

    private static String observedMeta(ObservedAction observed, int earlier) {
        List<String> said = new ArrayList<>();
        said.add(Words.time(observed.startedAt()));
        if (observed.exitKnown() == ExitKnown.UNKNOWN) {
            said.add("exit unknown");
        } else if (observed.failed()) {
            said.add("exit " + observed.exit());
        }
        if (earlier > 0) {
            said.add("after " + Words.count(earlier, "failed try").replace("trys", "tries"));
        }
        return String.join(" · ", said);
    }

    private String predictedMeta(PredictedAction predicted, @Nullable ObservedAction observed) {
        List<String> said = new ArrayList<>();
        said.add("#" + predicted.sequence() + " " + predicted.activityType());
        if (observed != null && predicted.action().effect().mayWrite()) {
            said.add(proven(predicted, observed));
        }
        if (predicted.course() == Course.COUNTERFACTUAL) {
            said.add("no longer on the operator's path");
        }
        String faithful = fidelity(predicted.fidelity());
        if (!faithful.isEmpty()) {
            said.add(faithful);
        }
        return String.join(" · ", said);
    }

    private String proven(PredictedAction predicted, ObservedAction observed) {
        Duration lead = proof.lead(predicted, observed).orElse(null);
        return switch (predicted.timing()) {
            case IN_TIME -> lead == null ? "committed before" : "committed " + Words.duration(lead) + " before";
            case LATE -> lead == null ? "late" : "late by " + Words.duration(lead);
            case UNPROVEN -> "not proven to be older";
            case NO_ACT -> "";
        };
    }

    private static String fidelity(Fidelity fidelity) {
        return switch (fidelity) {
            case REAL_READ -> "";
            case SERVER_DRY_RUN -> "checked by the server";
            case WITHHELD -> "withheld";
            case SIMULATED -> "simulated";
        };
    }
}
