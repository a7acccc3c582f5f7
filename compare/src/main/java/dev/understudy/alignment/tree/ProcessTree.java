package dev.understudy.alignment.tree;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** What a procedure allows, as a tree: tasks, and how they follow, exclude, accompany and repeat each other. */
public sealed interface ProcessTree {
    /** A visible task. */
    record Task(String label) implements ProcessTree {}

    /** A silent step: nothing is seen. */
    record Tau() implements ProcessTree {}

    /** One after the other. */
    record Seq(List<ProcessTree> children) implements ProcessTree {
        public Seq {
            children = List.copyOf(children);
        }
    }

    /** Exactly one of them. */
    record Xor(List<ProcessTree> children) implements ProcessTree {
        public Xor {
            children = nonEmpty("xor", children);
        }
    }

    /** All of them, interleaved in any way. */
    record Par(List<ProcessTree> children) implements ProcessTree {
        public Par {
            children = List.copyOf(children);
        }
    }

    /** {@code body}, then any number of times {@code redo} and {@code body} again. */
    record Loop(ProcessTree body, ProcessTree redo) implements ProcessTree {}

    /**
     * Reads {@code {"op":"task","label":…}}, {@code {"op":"tau"}}, and {@code seq}, {@code xor}, {@code par}, {@code loop}
     * with {@code children}; a loop has two, the body and what leads back to it.
     *
     * @throws IllegalArgumentException where the text is no such tree, with what is wrong
     */
    static ProcessTree read(JsonNode node) {
        String op = node.path("op").asText();
        if (op.equals("task")) {
            if (!node.path("label").isTextual()) {
                throw new IllegalArgumentException("a task needs a label, a string");
            }
            return new Task(node.path("label").asText());
        }
        if (op.equals("tau")) {
            return new Tau();
        }
        List<ProcessTree> children = new ArrayList<>();
        node.path("children").forEach(child -> children.add(read(child)));
        return switch (op) {
            case "seq" -> new Seq(children);
            case "xor" -> new Xor(children);
            case "par" -> new Par(children);
            case "loop" -> {
                if (children.size() != 2) {
                    throw new IllegalArgumentException(
                            "a loop has two children, the body and the way back, and not " + children.size());
                }
                yield new Loop(children.get(0), children.get(1));
            }
            default ->
                throw new IllegalArgumentException(
                        "op " + node.path("op") + " is not one of task, tau, seq, xor, par, loop");
        };
    }

    private static List<ProcessTree> nonEmpty(String op, List<ProcessTree> children) {
        if (children.isEmpty()) {
            throw new IllegalArgumentException(op + " needs at least one child");
        }
        return List.copyOf(children);
    }
}
