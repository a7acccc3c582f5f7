package dev.understudy.runbook.internal;

import dev.understudy.runbook.Placeholder;
import dev.understudy.runbook.RunbookCommand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A runbook's command as a pattern that typed commands fill. */
public final class CommandTemplate {
    /** A part of a loop or pipeline, or a pipeline that goes on after it, fits less well than the whole. */
    private static final double PART = 0.6;

    private static final double LONGER = 0.8;

    /** A loop's later rounds tell nothing that its first ones don't. */
    private static final int MOST_INVOCATIONS = 200;

    /**
     * @param text the simple commands of the typed text
     * @param invocations the same as they were started, expanded; empty where not known
     */
    public record Typed(List<List<String>> text, List<List<String>> invocations) {}

    public record Fill(Map<String, String> bindings, double score) {}

    private final List<WordPattern.Call> calls;

    private CommandTemplate(List<WordPattern.Call> calls) {
        this.calls = calls;
    }

    public static CommandTemplate of(RunbookCommand command) {
        Map<String, Placeholder> marks = new HashMap<>();
        String text = command.text();
        List<Placeholder> longestFirst = new ArrayList<>(command.placeholders());
        longestFirst.sort((a, b) -> b.text().length() - a.text().length());
        for (Placeholder placeholder : longestFirst) {
            String mark = "__UNDERSTUDY" + marks.size() + "__";
            marks.put(mark, placeholder);
            text = text.replace(placeholder.text(), mark);
        }
        List<String> loops;
        try (ShellGrammar grammar = new ShellGrammar()) {
            loops = grammar.assigned(text);
        }
        List<WordPattern.Call> calls = new ArrayList<>();
        for (SimpleCommand simple : ShellWords.of(text)) {
            calls.add(WordPattern.call(words(simple.words()), marks, loops));
        }
        return new CommandTemplate(calls);
    }

    public static Typed typed(String text, List<List<String>> invocations) {
        List<List<String>> calls = new ArrayList<>();
        if (!text.isBlank()) {
            ShellWords.of(text).forEach(simple -> calls.add(normal(simple.words())));
        }
        List<List<String>> started = new ArrayList<>();
        for (List<String> arguments : invocations.subList(0, Math.min(invocations.size(), MOST_INVOCATIONS))) {
            started.add(
                    normal(arguments.stream().map(SimpleCommand.Word::literal).toList()));
        }
        return new Typed(calls, started);
    }

    private static List<String> normal(List<SimpleCommand.Word> words) {
        return words(words).stream().map(SimpleCommand.Word::value).toList();
    }

    private static List<SimpleCommand.Word> words(List<SimpleCommand.Word> words) {
        return Options.spread(KubectlWords.normal(Wrappers.strip(words)));
    }

    /** How the typed command fills this one, if it does. */
    public Optional<Fill> filledBy(Typed typed) {
        Optional<Fill> byText = fill(typed.text());
        Optional<Fill> byArguments = fill(typed.invocations());
        if (byText.isEmpty() || byArguments.isEmpty()) {
            return byText.isPresent() ? byText : byArguments;
        }
        Map<String, String> bindings = new TreeMap<>(byText.get().bindings());
        bindings.putAll(byArguments.get().bindings());
        return Optional.of(new Fill(
                bindings, Math.max(byText.get().score(), byArguments.get().score())));
    }

    private Optional<Fill> fill(List<List<String>> typed) {
        if (calls.isEmpty() || typed.isEmpty()) {
            return Optional.empty();
        }
        if (calls.size() == typed.size()) {
            Optional<Fill> whole = run(0, typed, 0, calls.size(), 1);
            if (whole.isPresent()) {
                return whole;
            }
        }
        Optional<Fill> best = Optional.empty();
        for (int from = 0; from + calls.size() <= typed.size(); from++) {
            best = better(best, run(0, typed, from, calls.size(), LONGER));
        }
        if (typed.size() < calls.size()) {
            for (int from = 0; from + typed.size() <= calls.size(); from++) {
                best = better(best, run(from, typed, 0, typed.size(), PART));
            }
        }
        return best;
    }

    private Optional<Fill> run(int from, List<List<String>> typed, int at, int count, double factor) {
        Map<String, String> bindings = new TreeMap<>();
        double score = factor;
        for (int i = 0; i < count; i++) {
            double one = calls.get(from + i).match(typed.get(at + i), bindings);
            if (one <= 0) {
                return Optional.empty();
            }
            score = Math.min(score, one * factor);
        }
        return Optional.of(new Fill(bindings, score));
    }

    private static Optional<Fill> better(Optional<Fill> a, Optional<Fill> b) {
        return a.isEmpty() || (b.isPresent() && b.get().score() > a.get().score()) ? b : a;
    }
}
