package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.treesitter.TSParser;

/**
 * What the grammar of bash says about a text. A placeholder such as {@code <pod>} is read as an ordinary word, not as a
 * redirection. Not thread-safe; close it.
 */
final class ShellGrammar implements AutoCloseable {
    private static final Pattern ANGLED = Pattern.compile("(?<!<)<(?=[\\p{L}_])[^<>\\n]{0,80}?[^<>\\s]>");

    /** The grammar loses the end of a here-document after a variable in it, so completeness is asked about plain words. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+\\}|\\$\\w+");

    /** A text without a character or first word that means something to bash is complete; most commands are such texts. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?!(?:for|while|until|if|case|select|function|coproc|time|do|then|else)\\b)[\\w./~-][\\w./:=,@%+~^ -]*");

    private static final Pattern ASSIGNING = Pattern.compile("=|\\bfor\\s|\\bread\\s|\\bexport\\s|\\bselect\\s");

    private final TSParser parser = SyntaxTree.parser();

    /** Whether the text is a complete script without a syntax error: no open quote, loop, here-document or pipe. */
    boolean isComplete(String text) {
        if (PLAIN.matcher(text).matches()) {
            return true;
        }
        String source = VARIABLE.matcher(masked(text))
                .replaceAll(match -> "_".repeat(match.group().length()));
        try (SyntaxTree tree = SyntaxTree.parse(parser, source)) {
            return !tree.hasError() && !text.endsWith("\\");
        }
    }

    /**
     * For each character of the text, whether it is in single quotes.
     *
     * @param hereDocuments whether those in a here-document count as well
     */
    boolean[] raw(String text, boolean hereDocuments) {
        boolean[] raw = new boolean[text.length()];
        if (text.indexOf('\'') < 0 && !text.contains("<<")) {
            return raw;
        }
        try (SyntaxTree tree = SyntaxTree.parse(parser, masked(text))) {
            tree.walk((node, type, parent) -> {
                boolean here = hereDocuments && type.startsWith("heredoc_") && !type.equals("heredoc_redirect");
                if (!here && !type.equals("raw_string") && !type.equals("ansi_c_string")) {
                    return true;
                }
                int from = tree.character(node.getStartByte());
                Arrays.fill(
                        raw, from, Math.min(raw.length, from + tree.text(node).length()), true);
                return false;
            });
        }
        return raw;
    }

    /** The names of the variables that the text assigns, exports, reads or loops over. */
    List<String> assigned(String text) {
        List<String> names = new ArrayList<>();
        if (!ASSIGNING.matcher(text).find()) {
            return names;
        }
        try (SyntaxTree tree = SyntaxTree.parse(parser, masked(text))) {
            tree.walk((node, type, parent) -> {
                if (type.equals("variable_name") && assigns(parent)) {
                    names.add(tree.text(node));
                } else if (type.equals("command") && tree.text(node).startsWith("read ")) {
                    Arrays.stream(tree.text(node).split("\\s+"))
                            .filter(word -> word.matches("[A-Za-z_]\\w*"))
                            .forEach(names::add);
                }
                return true;
            });
        }
        return names;
    }

    private static boolean assigns(String parent) {
        return parent.equals("variable_assignment")
                || parent.equals("for_statement")
                || parent.equals("declaration_command");
    }

    private static String masked(String text) {
        return ANGLED.matcher(text).replaceAll(match -> "_".repeat(match.group().length()));
    }

    @Override
    public void close() {
        parser.close();
    }
}
