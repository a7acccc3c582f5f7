package dev.understudy.runbook.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterBash;

/**
 * What the grammar of bash says about a text. A placeholder such as {@code <pod>} is read as an ordinary word, not as a
 * redirection. Not thread-safe; close it.
 */
final class ShellGrammar implements AutoCloseable {
    private static final Pattern ANGLED = Pattern.compile("(?<!<)<(?=[\\p{L}_])[^<>\\n]{0,80}?[^<>\\s]>");

    /** The grammar loses the end of a here-document after a variable in it, so completeness is asked about plain words. */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{\\w+\\}|\\$\\w+");

    private final TSParser parser = new TSParser();

    ShellGrammar() {
        parser.setLanguage(new TreeSitterBash());
    }

    /** Whether the text is a complete script without a syntax error: no open quote, loop, here-document or pipe. */
    boolean isComplete(String text) {
        String source = VARIABLE.matcher(masked(text))
                .replaceAll(match -> "_".repeat(match.group().length()));
        try (TSTree tree = parser.parseString(null, source)) {
            return !tree.getRootNode().hasError() && !text.endsWith("\\");
        }
    }

    /**
     * For each character of the text, whether it is in single quotes.
     *
     * @param hereDocuments whether those in a here-document count as well
     */
    boolean[] raw(String text, boolean hereDocuments) {
        String source = masked(text);
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        boolean[] raw = new boolean[text.length()];
        try (TSTree tree = parser.parseString(null, source)) {
            List<TSNode> open = new ArrayList<>(List.of(tree.getRootNode()));
            while (!open.isEmpty()) {
                TSNode node = open.remove(open.size() - 1);
                switch (node.getType()) {
                    case "raw_string",
                            "ansi_c_string",
                            "heredoc_start",
                            "heredoc_body",
                            "heredoc_end",
                            "heredoc_content" -> {
                        int from = chars(bytes, node.getStartByte());
                        Arrays.fill(raw, from, Math.min(raw.length, from + chars(bytes, node)), true);
                    }
                    default -> {
                        for (int i = node.getChildCount() - 1; i >= 0; i--) {
                            open.add(node.getChild(i));
                        }
                    }
                }
            }
        }
        return raw;
    }

    private static int chars(byte[] bytes, int end) {
        return new String(bytes, 0, end, StandardCharsets.UTF_8).length();
    }

    private static int chars(byte[] bytes, TSNode node) {
        int length = node.getEndByte() - node.getStartByte();
        return new String(bytes, node.getStartByte(), length, StandardCharsets.UTF_8).length();
    }

    /** The names of the variables that the text assigns, exports, reads or loops over. */
    List<String> assigned(String text) {
        String source = masked(text);
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        try (TSTree tree = parser.parseString(null, source)) {
            List<TSNode> open = new ArrayList<>(List.of(tree.getRootNode()));
            while (!open.isEmpty()) {
                TSNode node = open.remove(open.size() - 1);
                if (node.getType().equals("variable_name") && assigns(node.getParent())) {
                    names.add(new String(
                            bytes,
                            node.getStartByte(),
                            node.getEndByte() - node.getStartByte(),
                            StandardCharsets.UTF_8));
                }
                for (int i = node.getChildCount() - 1; i >= 0; i--) {
                    open.add(node.getChild(i));
                }
            }
        }
        return names;
    }

    private static boolean assigns(TSNode parent) {
        return switch (parent.getType()) {
            case "variable_assignment", "for_statement", "declaration_command" -> true;
            default -> false;
        };
    }

    private static String masked(String text) {
        return ANGLED.matcher(text).replaceAll(match -> "_".repeat(match.group().length()));
    }

    @Override
    public void close() {
        parser.close();
    }
}
