package dev.understudy.action.program;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A shell text that is one plain command: words and quotes, nothing that the shell would expand, join or redirect. It is all
 * that can be understood of {@code sh -c TEXT} without running it.
 */
public final class SimpleCommand {
    private static final String SPECIAL = "$`;&|<>(){}*?[]~!#\n\r";

    private SimpleCommand() {}

    /** The words; empty where the text is anything more than a plain command, or nothing at all. */
    public static Optional<List<String>> words(String text) {
        List<String> words = new ArrayList<>();
        @Nullable StringBuilder word = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\t') {
                if (word != null) {
                    words.add(word.toString());
                    word = null;
                }
                continue;
            }
            if (word == null) {
                word = new StringBuilder();
            }
            if (c == '\'') {
                int end = text.indexOf('\'', i + 1);
                if (end < 0) {
                    return Optional.empty();
                }
                word.append(text, i + 1, end);
                i = end;
            } else if (c == '"') {
                int end = doubleQuoted(text, i + 1, word);
                if (end < 0) {
                    return Optional.empty();
                }
                i = end;
            } else if (c == '\\') {
                if (++i == text.length() || text.charAt(i) == '\n') {
                    return Optional.empty();
                }
                word.append(text.charAt(i));
            } else if (SPECIAL.indexOf(c) >= 0) {
                return Optional.empty();
            } else {
                word.append(c);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words.isEmpty() || words.get(0).contains("=") ? Optional.empty() : Optional.of(words);
    }

    /** Appends what stands before the closing quote and tells where that is; -1 where it is missing or the shell expands. */
    private static int doubleQuoted(String text, int from, StringBuilder word) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '$' || c == '`') {
                return -1;
            }
            if (c == '\\' && i + 1 < text.length() && "$`\"\\".indexOf(text.charAt(i + 1)) >= 0) {
                i++;
                word.append(text.charAt(i));
            } else {
                word.append(c);
            }
        }
        return -1;
    }
}
