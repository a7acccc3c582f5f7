package dev.understudy.runbook;

import dev.understudy.runbook.internal.CommandTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the steps of one runbook whose commands a typed command fills in. Pure: the same runbook and command give the same
 * answer. Thread-safe.
 */
public final class StepRecognition {
    private record Entry(int position, Step step, RunbookCommand command, CommandTemplate template) {}

    private record Ranked(RecognisedStep step, int distance) {}

    private final List<Entry> entries = new ArrayList<>();
    private final List<String> order;

    public StepRecognition(Runbook runbook) {
        order = runbook.steps().stream().map(Step::id).toList();
        for (int i = 0; i < runbook.steps().size(); i++) {
            Step step = runbook.steps().get(i);
            for (RunbookCommand command : step.commands()) {
                if (command.kind() == CommandKind.SHELL) {
                    entries.add(new Entry(i, step, command, CommandTemplate.of(command)));
                }
            }
        }
    }

    /** The steps for a typed text, best first; among equals those come first that are next after the runbook's beginning. */
    public List<RecognisedStep> recognise(String typed) {
        return recognise(typed, List.of(), null);
    }

    /**
     * The steps for a typed command, best first, each step once; empty where none fits.
     *
     * @param typed as the operator typed it
     * @param invocations the expanded arguments of the programs that it started, in order; empty where they are not known.
     *     They bind what the typed text leaves to variables
     * @param after the id of the step that the operator was at last: among equals its followers come first, then itself, then
     *     those before it. Null at the beginning
     */
    public List<RecognisedStep> recognise(String typed, List<List<String>> invocations, @Nullable String after) {
        CommandTemplate.Typed command = CommandTemplate.typed(typed, invocations);
        int from = after == null ? -1 : order.indexOf(after);
        List<Ranked> ranked = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<CommandTemplate.Fill> fill = entry.template().filledBy(command);
            fill.ifPresent(filled -> ranked.add(new Ranked(
                    new RecognisedStep(entry.step(), entry.command(), filled.bindings(), filled.score()),
                    distance(entry.position(), from))));
        }
        ranked.sort(Comparator.comparingDouble((Ranked r) -> -r.step().score()).thenComparingInt(Ranked::distance));
        List<RecognisedStep> best = new ArrayList<>();
        for (Ranked one : ranked) {
            if (best.stream()
                    .noneMatch(seen -> seen.step().id().equals(one.step().step().id()))) {
                best.add(one.step());
            }
        }
        return best;
    }

    /** The steps for the expanded arguments of one program, best first. */
    public List<RecognisedStep> recogniseArguments(List<String> arguments, @Nullable String after) {
        return recognise("", List.of(arguments), after);
    }

    private int distance(int position, int from) {
        if (position > from) {
            return position - from;
        }
        return order.size() + (from - position);
    }
}
