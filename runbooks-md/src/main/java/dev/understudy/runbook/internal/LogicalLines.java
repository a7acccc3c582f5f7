package dev.understudy.runbook.internal;

import java.util.List;
import java.util.function.Predicate;

/** How many lines of a script one command takes, as the grammar of bash says. */
final class LogicalLines {
    /** The longest command that is looked for: a here-document with a long manifest is rarely half of it. */
    private static final int MAX_LINES = 400;

    /** How many characters all searches of one document may parse, so that a hostile one cannot take minutes. */
    private static final int MOST_PARSED = 1_000_000;

    private final ShellGrammar grammar;
    private int parsed;

    LogicalLines(ShellGrammar grammar) {
        this.grammar = grammar;
    }

    /**
     * The number of lines of the command that starts at {@code from}: the fewest with which it is complete, or one where no
     * number makes it complete (unless it asks for more by a backslash at its end).
     *
     * @param more whether a line can belong to the command (it has no prompt of its own)
     */
    int length(List<String> lines, int from, Predicate<String> more) {
        StringBuilder text = new StringBuilder(lines.get(from));
        if (grammar.isComplete(text.toString())) {
            return 1;
        }
        int last = from;
        boolean continued = continues(lines.get(from));
        int byBackslash = 1;
        int limit = Math.min(lines.size(), from + MAX_LINES);
        for (int i = from + 1; i < limit && (continued || parsed < MOST_PARSED) && more.test(lines.get(i)); i++) {
            String line = Prompts.withoutContinuationPrompt(lines.get(i));
            text.append('\n').append(line);
            last = i;
            if (continued) {
                byBackslash = i - from + 1;
                continued = continues(line);
            }
            if (!continues(line) && completes(text)) {
                return last - from + 1;
            }
        }
        return byBackslash;
    }

    private boolean completes(StringBuilder text) {
        parsed = Math.min(MOST_PARSED, parsed + text.length());
        return parsed < MOST_PARSED && grammar.isComplete(text.toString());
    }

    /** The command's text, without the prompts for continued lines. */
    String join(List<String> lines, int from, int length) {
        StringBuilder text = new StringBuilder(lines.get(from));
        for (int i = from + 1; i < from + length; i++) {
            text.append('\n').append(Prompts.withoutContinuationPrompt(lines.get(i)));
        }
        return text.toString();
    }

    private static boolean continues(String line) {
        String end = line.stripTrailing();
        return end.endsWith("\\") || end.endsWith("|") || end.endsWith("&&") || end.endsWith(" `");
    }
}
