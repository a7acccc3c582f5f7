package dev.understudy.rule;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import dev.understudy.action.Action;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.FieldDifference;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.PredictedAction;
import dev.understudy.divergence.Report;
import dev.understudy.observed.ObservedAction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a rule acts. What is null or empty asks for nothing; all that is there must hold. Names are patterns, in which
 * {@code *} stands for anything but a slash and {@code **} for anything.
 *
 * @param workflow Temporal's name of the workflow
 * @param runbook the runbook's id
 * @param target on what the operators worked
 * @param step the runbook's step
 * @param operation what is done: {@code delete}, {@code update}
 * @param object on what, as in {@code file:/var/tmp/**}
 * @param kinds of divergences; empty for all
 * @param fields the fields in which two actions may differ, names or JSON pointers. Where there are any, only differing
 *     values are hidden, and only where each field that differs is one of them
 */
public record RuleScope(
        @Nullable String workflow,
        @Nullable String runbook,
        @Nullable String target,
        @Nullable String step,
        @Nullable String operation,
        @Nullable String object,
        @JsonSetter(nulls = Nulls.AS_EMPTY) Set<DivergenceKind> kinds,
        @JsonSetter(nulls = Nulls.AS_EMPTY) SortedSet<String> fields) {
    /** Everything. */
    public static final RuleScope ALL = new RuleScope(null, null, null, null, null, null, Set.of(), new TreeSet<>());

    public RuleScope {
        workflow = blankToNull(workflow);
        runbook = blankToNull(runbook);
        target = blankToNull(target);
        step = blankToNull(step);
        operation = blankToNull(operation);
        object = blankToNull(object);
        kinds = kinds.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(kinds));
        fields = Collections.unmodifiableSortedSet(fields.stream()
                .map(String::strip)
                .filter(field -> !field.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    /** The scope that hides this divergence and, in runs of this workflow and runbook, what is exactly like it. */
    public static RuleScope of(Report report, Divergence divergence) {
        Move move = report.moveOf(divergence).orElse(null);
        Action action = null;
        if (move != null && divergence.kind() != DivergenceKind.STOPPED) {
            ObservedAction observed = move.observed();
            PredictedAction predicted = move.predicted();
            action = observed != null ? observed.action() : predicted == null ? null : predicted.action();
        }
        return new RuleScope(
                report.workflowType(),
                report.runbook(),
                null,
                divergence.step(),
                action == null ? null : action.operation(),
                action == null ? null : action.object(),
                Set.of(divergence.kind()),
                divergence.differences().stream()
                        .map(FieldDifference::field)
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    /**
     * Whether the scope names what is done. One that names neither an operation, nor an object, nor fields matches whatever
     * anyone does, and is refused unless two people want it.
     */
    public boolean namesAnAct() {
        return operation != null && Glob.says(operation)
                || object != null && Glob.says(object)
                || !fields.isEmpty() && fields.stream().allMatch(Glob::says);
    }

    /** The scope in one clause for people: {@code delete of file:/tmp/** in step clean, where only the operator did it}. */
    public String words() {
        List<String> said = new ArrayList<>();
        said.add((operation == null ? "anything" : operation) + (object == null ? "" : " of " + object));
        if (!fields.isEmpty()) {
            said.add("differing only in " + String.join(", ", fields));
        }
        if (!kinds.isEmpty()) {
            said.add("as " + kinds.stream().map(Enum::name).sorted().collect(Collectors.joining(" or ")));
        }
        add(said, "in step ", step);
        add(said, "with the runbook ", runbook);
        add(said, "of the workflow ", workflow);
        add(said, "on ", target);
        return String.join(", ", said);
    }

    private static void add(List<String> said, String before, @Nullable String value) {
        if (value != null) {
            said.add(before + value);
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
