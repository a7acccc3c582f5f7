package dev.understudy.runbook.internal;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words that a sentence asks the operator to replace: {@code replace `regex` with …}. */
final class Replacements {
    private static final Pattern REPLACE = Pattern.compile(
            "(?i)\\b(?:replac(?:e|ing)|substitut(?:e|ing)|chang(?:e|ing))\\s+(?:the\\s+)?(?:value\\s+(?:of\\s+)?)?(?:placeholders?\\s+)?`([^`]+)`(?:\\s*(?:,|and|,\\s*and)\\s*`([^`]+)`)?\\s*(?:\\S+\\s+){0,3}(?:with|for|by|to)\\b");
    private static final Pattern WHERE = Pattern.compile("(?i)\\bwhere\\s+`([^`]+)`\\s+(?:is|are|stands)\\b");

    private Replacements() {}

    static Set<String> in(String prose) {
        Set<String> words = new LinkedHashSet<>();
        for (Pattern pattern : new Pattern[] {REPLACE, WHERE}) {
            Matcher matcher = pattern.matcher(prose);
            while (matcher.find()) {
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    String word = matcher.group(i);
                    if (word != null && word.length() >= 2 && !word.contains(" ")) {
                        words.add(word);
                    }
                }
            }
        }
        return words;
    }
}
