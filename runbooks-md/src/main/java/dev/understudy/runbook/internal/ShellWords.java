package dev.understudy.runbook.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TreeSitterBash;

/** The simple commands of a shell text in order of their text, those of loops, pipelines and substitutions included. */
final class ShellWords {
    private static final Set<String> COMMANDS =
            Set.of("command", "declaration_command", "unset_command", "test_command", "variable_assignment");
    private static final Set<String> REDIRECTS = Set.of("file_redirect", "herestring_redirect");

    private final byte[] source;
    private final List<SimpleCommand> commands = new ArrayList<>();

    private ShellWords(String text) {
        this.source = text.getBytes(StandardCharsets.UTF_8);
    }

    static List<SimpleCommand> of(String text) {
        ShellWords words = new ShellWords(text);
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(new TreeSitterBash());
            try (TSTree tree = parser.parseString(null, text)) {
                if (tree.getRootNode().hasError()) {
                    return byBlanks(text);
                }
                words.walk(tree.getRootNode());
            }
        }
        return words.commands.isEmpty() ? byBlanks(text) : words.commands;
    }

    /** For a text that is no valid bash: its words are what stands between white space. */
    private static List<SimpleCommand> byBlanks(String text) {
        List<SimpleCommand.Word> words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> new SimpleCommand.Word(word.replaceAll("^[\"']|[\"']$", ""), word.contains("*")))
                .toList();
        return words.isEmpty() ? List.of() : List.of(new SimpleCommand(words));
    }

    private void walk(TSNode root) {
        List<TSNode> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            TSNode node = open.remove(open.size() - 1);
            if (COMMANDS.contains(node.getType()) && !isPrefix(node)) {
                add(node);
            }
            for (int i = node.getChildCount() - 1; i >= 0; i--) {
                open.add(node.getChild(i));
            }
        }
    }

    private static boolean isPrefix(TSNode node) {
        String parent = node.getParent().getType();
        return node.getType().equals("variable_assignment")
                && (parent.equals("command") || parent.equals("declaration_command"));
    }

    private void add(TSNode node) {
        List<SimpleCommand.Word> words = new ArrayList<>();
        if (node.getType().equals("variable_assignment")) {
            words.add(word(node));
        } else {
            for (int i = 0; i < node.getChildCount(); i++) {
                TSNode child = node.getChild(i);
                if (child.getType().equals("variable_assignment")
                        && node.getType().equals("command")) {
                    continue;
                }
                words.add(word(child));
            }
        }
        TSNode parent = node.getParent();
        if (parent.getType().equals("redirected_statement")) {
            for (int i = 1; i < parent.getChildCount(); i++) {
                redirect(parent.getChild(i), words);
            }
        }
        if (!words.isEmpty()) {
            commands.add(new SimpleCommand(List.copyOf(words)));
        }
    }

    private void redirect(TSNode node, List<SimpleCommand.Word> words) {
        if (REDIRECTS.contains(node.getType())) {
            for (int i = 0; i < node.getChildCount(); i++) {
                words.add(word(node.getChild(i)));
            }
        } else if (node.getType().equals("heredoc_redirect")) {
            for (int i = 0; i < node.getChildCount(); i++) {
                if (node.getChild(i).getType().equals("heredoc_body")) {
                    words.add(SimpleCommand.Word.literal("<<"));
                    words.add(SimpleCommand.Word.literal(text(node.getChild(i)).strip()));
                }
            }
        }
    }

    private SimpleCommand.Word word(TSNode node) {
        StringBuilder value = new StringBuilder();
        boolean glob = append(node, value);
        return new SimpleCommand.Word(value.toString(), glob);
    }

    /** Appends the node's value; whether it holds a glob outside quotes. Words nest no deeper than their quoting. */
    private boolean append(TSNode node, StringBuilder value) {
        String text = text(node);
        switch (node.getType()) {
            case "raw_string" -> value.append(text, 1, Math.max(1, text.length() - 1));
            case "string" ->
                value.append(text.substring(1, Math.max(1, text.length() - 1))
                        .replaceAll("\\\\([\"\\\\$`])", "$1")
                        .replace("\\\n", ""));
            case "concatenation", "command_name", "variable_assignment" -> {
                boolean glob = false;
                for (int i = 0; i < node.getChildCount(); i++) {
                    TSNode child = node.getChild(i);
                    boolean nested = !child.getType().equals("concatenation")
                            || !node.getType().equals("concatenation");
                    glob |= nested && append(child, value);
                }
                return glob;
            }
            case "word" -> {
                value.append(text.replaceAll("\\\\(.)", "$1"));
                return text.matches(".*(?<!\\\\)[*?].*");
            }
            default -> {
                value.append(text);
                return text.equals("*") || text.equals("?");
            }
        }
        return false;
    }

    private String text(TSNode node) {
        return new String(source, node.getStartByte(), node.getEndByte() - node.getStartByte(), StandardCharsets.UTF_8);
    }
}
