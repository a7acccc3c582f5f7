package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A report as Markdown that reads well as plain text, for a terminal and for a pull request. The same report gives the same
 * text. Lines end in a line feed.
 */
public final class ReportText {
    private ReportText() {}

    public static String markdown(Report report) {
        StringBuilder text = new StringBuilder();
        text.append("# Run ")
                .append(inline(report.run()))
                .append(": ")
                .append(report.verdict())
                .append("\n\n");
        text.append(sentence(report)).append("\n\n");
        for (DoubtFound found : report.doubts()) {
            text.append("- ").append(doubt(found)).append('\n');
        }
        text.append(report.doubts().isEmpty() ? "" : "\n");
        text.append(evidence(report)).append("\n\n");
        RunbookFollowed followed = report.followed();
        if (followed != null) {
            text.append(inline(followed.departure().why())).append("\n\n");
        }
        if (!report.divergences().isEmpty()) {
            text.append("## Divergences\n\n");
            for (Divergence divergence : report.divergences()) {
                divergence(text, divergence);
            }
            text.append('\n');
        }
        text.append("## Side by side\n\n");
        text.append("| # | operator | | workflow |\n|---|---|---|---|\n");
        report.moves().forEach(move -> move(text, move));
        text.append("\nRunbook ")
                .append(inline(report.runbook()))
                .append(" (")
                .append(report.runbookFingerprint())
                .append("), workflow ")
                .append(inline(report.workflowType()))
                .append(" (")
                .append(report.workflowFingerprint())
                .append("), comparison ")
                .append(report.versions().comparison())
                .append(", normalisers ")
                .append(report.versions().normalisers())
                .append(", rules ")
                .append(report.versions().rules())
                .append(".\n");
        return text.toString();
    }

    /** The report in one sentence. */
    public static String sentence(Report report) {
        Counts counts = report.counts();
        String compared = counts.matched() + " matched, " + counts.diverged() + " diverged, " + counts.excused()
                + " excused, " + counts.notComparable() + " not comparable";
        return switch (report.verdict()) {
            case CLEAN -> "Operator and workflow did the same: " + compared + ".";
            case DIVERGED -> "Operator and workflow parted: " + compared + ".";
            case INCONCLUSIVE -> "Nothing can be said for certain: " + compared + ".";
        };
    }

    /** A doubt in one line, without a full stop. */
    public static String doubt(DoubtFound found) {
        return found.doubt() + ": " + found.doubt().words()
                + (found.about() == null ? "" : " (" + inline(found.about()) + ")");
    }

    private static String evidence(Report report) {
        return report.countsAsEvidence()
                ? "The run counts as evidence."
                : "The run does not count as evidence: "
                        + report.whyNot().stream().map(NotEvidence::words).collect(Collectors.joining("; ")) + ".";
    }

    private static void divergence(StringBuilder text, Divergence divergence) {
        text.append(divergence.cause() == null ? "- " : "  - follows from the above: ")
                .append("**")
                .append(divergence.kind())
                .append("** (")
                .append(divergence.severity().name().toLowerCase(Locale.ROOT))
                .append(divergence.step() == null ? "" : ", step " + inline(divergence.step()))
                .append(divergence.move() == null ? "" : ", move " + divergence.move())
                .append(") ")
                .append(inline(divergence.title()))
                .append(". ")
                .append(inline(divergence.why()))
                .append(inline(besides(divergence)))
                .append(" `")
                .append(divergence.id())
                .append("`\n");
        for (FieldDifference difference : divergence.differences()) {
            text.append("  - ")
                    .append(inline(difference.field()))
                    .append(": operator ")
                    .append(value(difference.observed()))
                    .append(", workflow ")
                    .append(value(difference.predicted()))
                    .append('\n');
        }
    }

    /** Who left the runbook, on which course, and what hides it. */
    private static String besides(Divergence divergence) {
        StringBuilder said = new StringBuilder();
        Departure departure = divergence.departure();
        if (departure != null) {
            String who = departure.who().words();
            said.append(' ')
                    .append(who.substring(0, 1).toUpperCase(Locale.ROOT))
                    .append(who.substring(1))
                    .append(" here: ")
                    .append(departure.why());
        }
        if (divergence.course() == Course.COUNTERFACTUAL) {
            said.append(" The workflow was no longer on the operator's path here.");
        }
        if (divergence.excused()) {
            said.append(" Excused by ")
                    .append(String.join(" and ", divergence.excusedBy()))
                    .append('.');
        }
        return said.toString();
    }

    private static void move(StringBuilder text, Move move) {
        ObservedAction observed = move.observed();
        PredictedAction predicted = move.predicted();
        text.append("| ")
                .append(move.position())
                .append(" | ")
                .append(observed == null ? "" : cell(observed, move.earlierAttempts()))
                .append(" | ")
                .append(sign(move))
                .append(" | ")
                .append(predicted == null ? "" : cell(predicted))
                .append(" |\n");
    }

    private static String cell(ObservedAction observed, List<ObservedAction> earlier) {
        String exit = observed.exit() == null ? ", exit unknown" : observed.failed() ? ", exit " + observed.exit() : "";
        String tries = earlier.isEmpty() ? "" : ", try " + (earlier.size() + 1);
        String step = observed.step() == null ? "" : ", step " + inline(observed.step());
        return inline(ActionWords.of(observed.action())) + " (command " + observed.command() + step + tries + exit
                + ")";
    }

    private static String cell(PredictedAction predicted) {
        String timing = switch (predicted.timing()) {
            case IN_TIME, NO_ACT -> "";
            case LATE -> ", late";
            case UNPROVEN -> ", unproven";
        };
        String faithful = predicted.fidelity() == Fidelity.REAL_READ
                ? ""
                : ", " + predicted.fidelity().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        String course = predicted.course() == Course.COUNTERFACTUAL ? ", counterfactual" : "";
        return inline(ActionWords.of(predicted.action())) + " (prediction " + predicted.sequence() + timing + faithful
                + course + ")";
    }

    private static String sign(Move move) {
        boolean read = move.divergence() == null
                && (move.kind() == MoveKind.OBSERVED_ONLY || move.kind() == MoveKind.PREDICTED_ONLY);
        if (read) {
            return "";
        }
        return switch (move.kind()) {
            case MATCH -> move.divergence() != null ? "≠" : move.moved() ? "= elsewhere" : "=";
            case DIFFERENT, REORDERED -> "≠";
            case OBSERVED_ONLY -> "← only";
            case PREDICTED_ONLY -> "only →";
        };
    }

    private static String value(@Nullable String value) {
        return value == null ? "nothing" : "`" + value.replace("`", "'").replace("\n", "⏎") + "`";
    }

    /** Text that cannot break out of its line or its cell. */
    private static String inline(String text) {
        return text.replace("\\", "\\\\")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replaceAll("[\\r\\n]+", "⏎");
    }
}
