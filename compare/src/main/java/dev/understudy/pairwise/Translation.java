package dev.understudy.pairwise;

import dev.understudy.action.Action;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells what was done on one target as if it had been done on another: each parameter's value becomes the other's value of
 * the same parameter, wherever it stands as a whole word, a longer value before a shorter one.
 */
public final class Translation {
    /** Changes nothing. */
    public static final Translation NONE = new Translation(Map.of());

    private final Map<String, String> words;
    private final Pattern pattern;

    private Translation(Map<String, String> words) {
        this.words = words;
        this.pattern = Pattern.compile(words.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()))
                .map(word -> "(?<![A-Za-z0-9])" + Pattern.quote(word) + "(?![A-Za-z0-9])")
                .collect(Collectors.joining("|")));
    }

    /** @param from the parameters there @param to the parameters here; what only one side has stays as it is */
    public static Translation of(Map<String, String> from, Map<String, String> to) {
        Map<String, String> words = new TreeMap<>();
        new TreeMap<>(from).forEach((name, value) -> {
            String other = to.get(name);
            if (other != null && !value.isBlank() && !value.equals(other)) {
                words.putIfAbsent(value, other);
            }
        });
        return words.isEmpty() ? NONE : new Translation(words);
    }

    Action of(Action action) {
        if (words.isEmpty()) {
            return action;
        }
        Map<String, String> fields = new TreeMap<>();
        action.fields().forEach((name, value) -> fields.put(name, of(value)));
        return Action.of(action.effect(), action.operation(), of(action.object()), fields);
    }

    private String of(String text) {
        return pattern.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(words.getOrDefault(found.group(), found.group())));
    }
}
