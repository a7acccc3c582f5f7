package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.treesitter.TSNode;
import org.treesitter.TSParser;

/** The simple commands of a shell text in order of their text, those of loops, pipelines and substitutions included. */
final class ShellWords {
    /** Longer texts are no commands that a person types. */
    private static final int MAX_LENGTH = 32_768;

    private static final Set<String> COMMANDS =
            Set.of("command", "declaration_command", "unset_command", "test_command", "variable_assignment");

    private final SyntaxTree tree;
    private final List<List<SimpleCommand.Word>> commands = new ArrayList<>();

    private ShellWords(SyntaxTree tree) {
        this.tree = tree;
    }

    static List<SimpleCommand> of(String text) {
        if (text.length() > MAX_LENGTH) {
            return List.of();
        }
        try (TSParser parser = SyntaxTree.parser();
                SyntaxTree tree = SyntaxTree.parse(parser, text)) {
            if (tree.hasError()) {
                return byBlanks(text);
            }
            ShellWords words = new ShellWords(tree);
            tree.walk(words::visit);
            return words.commands.stream()
                    .filter(command -> !command.isEmpty())
                    .map(SimpleCommand::new)
                    .toList();
        }
    }

    /** For a text that is no valid bash: its words are what stands between white space. */
    private static List<SimpleCommand> byBlanks(String text) {
        List<SimpleCommand.Word> words = Arrays.stream(text.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .map(word -> new SimpleCommand.Word(word.replaceAll("^[\"']|[\"']$", ""), word.contains("*")))
                .toList();
        return words.isEmpty() ? List.of() : List.of(new SimpleCommand(words));
    }

    private boolean visit(TSNode node, String type, String parent) {
        boolean prefix = type.equals("variable_assignment")
                && (parent.equals("command") || parent.equals("declaration_command"));
        if (COMMANDS.contains(type) && !prefix) {
            commands.add(words(node, type));
        } else if (parent.equals("redirected_statement") && type.endsWith("_redirect") && !commands.isEmpty()) {
            redirect(node, type, commands.get(commands.size() - 1));
        }
        return true;
    }

    private List<SimpleCommand.Word> words(TSNode node, String type) {
        List<SimpleCommand.Word> words = new ArrayList<>();
        if (type.equals("variable_assignment")) {
            words.add(word(node));
            return words;
        }
        int children = Math.min(node.getChildCount(), 4_096);
        for (int i = 0; i < children; i++) {
            TSNode child = node.getChild(i);
            if (!child.getType().equals("variable_assignment") || !type.equals("command")) {
                words.add(word(child));
            }
        }
        return words;
    }

    private void redirect(TSNode node, String type, List<SimpleCommand.Word> words) {
        for (int i = 0; i < node.getChildCount(); i++) {
            TSNode child = node.getChild(i);
            if (!type.equals("heredoc_redirect")) {
                words.add(word(child));
            } else if (child.getType().equals("heredoc_body")) {
                words.add(SimpleCommand.Word.literal("<<"));
                words.add(SimpleCommand.Word.literal(tree.text(child).strip()));
            }
        }
    }

    private SimpleCommand.Word word(TSNode node) {
        StringBuilder value = new StringBuilder();
        boolean glob = append(node, value, 0);
        return new SimpleCommand.Word(value.toString(), glob);
    }

    /** Appends the node's value; whether it holds a glob outside quotes. */
    private boolean append(TSNode node, StringBuilder value, int depth) {
        String text = tree.text(node);
        switch (node.getType()) {
            case "raw_string" -> value.append(text, 1, Math.max(1, text.length() - 1));
            case "string" ->
                value.append(text.substring(1, Math.max(1, text.length() - 1))
                        .replaceAll("\\\\([\"\\\\$`])", "$1")
                        .replace("\\\n", ""));
            case "concatenation", "command_name", "variable_assignment" -> {
                boolean glob = false;
                for (int i = 0; depth < 4 && i < node.getChildCount(); i++) {
                    glob |= append(node.getChild(i), value, depth + 1);
                }
                return glob;
            }
            case "word" -> {
                value.append(text.replaceAll("\\\\(.)", "$1"));
                return text.matches("(?s).*(?<!\\\\)[*?].*");
            }
            default -> {
                value.append(text);
                return text.equals("*") || text.equals("?");
            }
        }
        return false;
    }
}
