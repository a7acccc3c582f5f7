package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Compares a call with a template whatever the order of its options. Whether an option takes the word after it as its value is
 * in no text, only in the program's manual; so both readings are tried, and the better one is taken.
 */
final class Options {
    private static final double REORDERED = 0.9;
    private static final double EACH_MORE = 0.1;
    private static final double EACH_LESS = 0.2;
    private static final double LEAST = 0.5;

    private Options() {}

    /** @param value null for an option that stands alone */
    private record Option<T>(String name, T word, @Nullable T value) {}

    private record Parts<T>(List<Option<T>> options, List<T> rest) {}

    /** How well the words fill the template, at most {@value REORDERED}; 0 where they don't. */
    static double match(List<WordPattern> template, List<String> typed, Map<String, String> bindings) {
        double best = 0;
        Map<String, String> bound = Map.of();
        for (int reading = 0; reading < 4; reading++) {
            boolean wantedTakes = (reading & 1) == 0;
            boolean otherTakes = (reading & 2) != 0;
            Map<String, String> trial = new HashMap<>(bindings);
            Parts<WordPattern> wanted = parts(template, WordPattern::source, name -> wantedTakes);
            Set<String> names = new HashSet<>();
            Set<String> taking = new HashSet<>();
            for (Option<WordPattern> option : wanted.options()) {
                names.add(option.name());
                if (option.value() != null) {
                    taking.add(option.name());
                }
            }
            Parts<String> given = parts(
                    typed, Function.identity(), name -> names.contains(name) ? taking.contains(name) : otherTakes);
            double score = compare(wanted, given, trial);
            boolean asks = template.stream().anyMatch(word -> !word.names().isEmpty());
            if (score > best && (!asks || trial.size() > bindings.size() || !bindings.isEmpty())) {
                best = score;
                bound = trial;
            }
        }
        bindings.putAll(bound);
        return best;
    }

    private static double compare(Parts<WordPattern> wanted, Parts<String> given, Map<String, String> bindings) {
        if (!WordPattern.Call.inOrder(wanted.rest(), 0, given.rest(), 0, bindings)) {
            return 0;
        }
        List<Option<String>> left = new ArrayList<>(given.options());
        int less = 0;
        for (Option<WordPattern> option : wanted.options()) {
            Option<String> same = left.stream()
                    .filter(other -> other.name().equals(option.name()))
                    .findFirst()
                    .orElse(null);
            if (same == null) {
                less++;
            } else if (equal(option, same, bindings)) {
                left.remove(same);
            } else {
                return 0;
            }
        }
        double score = REORDERED - EACH_LESS * less - EACH_MORE * left.size();
        return score < LEAST ? 0 : score;
    }

    private static boolean equal(Option<WordPattern> wanted, Option<String> given, Map<String, String> bindings) {
        if (wanted.value() == null || given.value() == null) {
            return wanted.value() == null && given.value() == null;
        }
        return wanted.value().matches(given.value(), bindings);
    }

    private static <T> Parts<T> parts(List<T> words, Function<T, String> text, Function<String, Boolean> takesValue) {
        List<Option<T>> options = new ArrayList<>();
        List<T> rest = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            T word = words.get(i);
            String name = text.apply(word);
            if (i == 0 || !isOption(name)) {
                rest.add(word);
            } else if (takesValue.apply(name) && i + 1 < words.size() && !isOption(text.apply(words.get(i + 1)))) {
                options.add(new Option<>(name, word, words.get(i + 1)));
                i++;
            } else {
                options.add(new Option<>(name, word, null));
            }
        }
        return new Parts<>(options, rest);
    }

    static boolean isOption(String word) {
        return word.matches("-{1,2}[A-Za-z][\\w-]*");
    }

    /** The words with {@code --name=value} as two. */
    static List<SimpleCommand.Word> spread(List<SimpleCommand.Word> words) {
        List<SimpleCommand.Word> spread = new ArrayList<>();
        for (SimpleCommand.Word word : words) {
            int equals = word.value().indexOf('=');
            if (equals > 0 && isOption(word.value().substring(0, equals))) {
                spread.add(SimpleCommand.Word.literal(word.value().substring(0, equals)));
                spread.add(new SimpleCommand.Word(word.value().substring(equals + 1), word.glob()));
            } else {
                spread.add(word);
            }
        }
        return spread;
    }
}
