package dev.understudy.rule;

import dev.understudy.action.Action;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.FieldDifference;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Severity;
import dev.understudy.divergence.Versions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The rules that are in force. Pure: the same report and rules give the same report, whatever was hidden in it before.
 * Immutable.
 */
public final class Rules {
    public static final Rules NONE = new Rules(List.of());

    private final List<Rule> rules;

    public Rules(List<Rule> rules) {
        this.rules = rules.stream()
                .sorted(Comparator.comparing(Rule::id).thenComparingInt(Rule::version))
                .toList();
    }

    public List<Rule> all() {
        return rules;
    }

    /** The report with exactly that hidden which these rules hide, counted and judged anew; it names those that could act. */
    public Report apply(Report report) {
        List<Rule> acting = rules.stream().filter(rule -> actsIn(rule, report)).toList();
        Map<String, Move> moves = new HashMap<>();
        report.moves().forEach(move -> {
            if (move.divergence() != null) {
                moves.put(move.divergence(), move);
            }
        });
        Map<String, List<String>> excusedBy = new HashMap<>();
        for (Divergence divergence : report.divergences()) {
            List<String> hiding = hiding(acting, divergence, moves.get(divergence.id()));
            if (!hiding.isEmpty()) {
                excusedBy.put(divergence.id(), hiding);
            }
        }
        String names = acting.isEmpty()
                ? Versions.NO_RULES
                : acting.stream().map(Rule::name).collect(Collectors.joining(", "));
        return report.excusing(excusedBy, names);
    }

    /** Whether the rule is one for this run at all: of its workflow, runbook and target, and not at its end before. */
    public static boolean actsIn(Rule rule, Report report) {
        RuleScope scope = rule.scope();
        Instant began = report.startedAt();
        return fits(scope.workflow(), report.workflowType())
                && fits(scope.runbook(), report.runbook())
                && fits(scope.target(), report.target())
                && (began == null || began.isBefore(rule.ends()));
    }

    private static List<String> hiding(List<Rule> acting, Divergence divergence, @Nullable Move move) {
        List<Rule> fitting = acting.stream()
                .filter(rule -> mayHide(rule, divergence) && fits(rule.scope(), divergence, move))
                .toList();
        List<String> whole = fitting.stream()
                .filter(rule -> rule.scope().fields().isEmpty())
                .map(Rule::name)
                .toList();
        if (!whole.isEmpty() || divergence.kind() != DivergenceKind.DIFFERENT) {
            return whole;
        }
        List<String> together = new ArrayList<>();
        for (FieldDifference difference : divergence.differences()) {
            List<String> covering = fitting.stream()
                    .filter(rule ->
                            rule.scope().fields().stream().anyMatch(field -> Glob.matches(field, difference.field())))
                    .map(Rule::name)
                    .toList();
            if (covering.isEmpty()) {
                return List.of();
            }
            covering.stream().filter(name -> !together.contains(name)).forEach(together::add);
        }
        return together;
    }

    /** What is critical, above all what the workflow alone would have destroyed, is hidden by two people or not at all. */
    private static boolean mayHide(Rule rule, Divergence divergence) {
        return divergence.severity() != Severity.CRITICAL || rule.confirmedBy() != null;
    }

    private static boolean fits(RuleScope scope, Divergence divergence, @Nullable Move move) {
        return (scope.kinds().isEmpty() || scope.kinds().contains(divergence.kind()))
                && fits(scope.step(), divergence.step())
                && (scope.operation() == null && scope.object() == null || fitsAnAct(scope, divergence, move));
    }

    /** The end of a workflow is no act, and is hidden only by a rule that names none. */
    private static boolean fitsAnAct(RuleScope scope, Divergence divergence, @Nullable Move move) {
        if (move == null || divergence.kind() == DivergenceKind.STOPPED) {
            return false;
        }
        Action action = move.observed() != null
                ? move.observed().action()
                : move.predicted() != null ? move.predicted().action() : null;
        return action != null && fits(scope.operation(), action.operation()) && fits(scope.object(), action.object());
    }

    private static boolean fits(@Nullable String pattern, @Nullable String text) {
        return pattern == null || text != null && Glob.matches(pattern, text);
    }
}
