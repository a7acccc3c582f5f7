package dev.understudy.runbook.internal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterBash;

/** A text parsed by the grammar of bash. Positions are in bytes of UTF-8. Not thread-safe; close it. */
final class SyntaxTree implements AutoCloseable {
    /** Looks at the tree's nodes in the order of the text, a parent before its children. */
    interface Visitor {
        /**
         * @param parent the type of the node's parent; empty for the root
         * @return whether to go on to the node's children
         */
        boolean visit(TSNode node, String type, String parent);
    }

    private final byte[] bytes;
    private final TSTree tree;

    private SyntaxTree(byte[] bytes, TSTree tree) {
        this.bytes = bytes;
        this.tree = tree;
    }

    static TSParser parser() {
        TSParser parser = new TSParser();
        parser.setLanguage(new TreeSitterBash());
        return parser;
    }

    static SyntaxTree parse(TSParser parser, String text) {
        return new SyntaxTree(text.getBytes(StandardCharsets.UTF_8), parser.parseString(null, text));
    }

    boolean hasError() {
        return tree.getRootNode().hasError();
    }

    /** Walks the tree without recursion and without asking a node for its parent, which searches the tree from its root. */
    void walk(Visitor visitor) {
        Deque<String> parents = new ArrayDeque<>();
        try (TSTreeCursor cursor = new TSTreeCursor(tree.getRootNode())) {
            while (true) {
                TSNode node = cursor.currentNode();
                String type = node.getType();
                boolean descend = visitor.visit(node, type, parents.isEmpty() ? "" : parents.peek());
                if (descend && cursor.gotoFirstChild()) {
                    parents.push(type);
                    continue;
                }
                while (!cursor.gotoNextSibling()) {
                    if (!cursor.gotoParent()) {
                        return;
                    }
                    parents.pop();
                }
            }
        }
    }

    String text(TSNode node) {
        return new String(bytes, node.getStartByte(), node.getEndByte() - node.getStartByte(), StandardCharsets.UTF_8);
    }

    /** Which character of the text begins at this byte. */
    int character(int offset) {
        return new String(bytes, 0, offset, StandardCharsets.UTF_8).length();
    }

    @Override
    public void close() {
        tree.close();
    }
}
