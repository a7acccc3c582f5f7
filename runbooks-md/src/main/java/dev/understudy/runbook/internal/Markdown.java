package dev.understudy.runbook.internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.SourceSpan;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/** The blocks of a Markdown document, by commonmark's tree. */
final class Markdown {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .maxOpenBlockParsers(4 * SourceText.MAX_DEPTH)
            .maxInlineNesting(SourceText.MAX_DEPTH)
            .build();

    private static final Pattern FENCE_LINE = Pattern.compile("^\\s*(`{3,}|~{3,}).*$");
    private static final Pattern NOTE = Pattern.compile("<!--\\s*step:\\s*(.*?)\\s*-->", Pattern.DOTALL);
    private static final Pattern HEADING_ATTRIBUTES = Pattern.compile("^(.*?)\\s*\\{([^{}]*)\\}\\s*$");

    private final List<Block> blocks = new ArrayList<>();
    private final Map<Node, Item> items = new HashMap<>();

    private Markdown() {}

    /** The document's blocks in order; fences that are indented too far to be ones are read as their author meant them. */
    static List<Block> blocks(List<String> lines) {
        Node document = PARSER.parse(String.join("\n", lines));
        List<String> straight = straightened(document, lines);
        if (!straight.equals(lines)) {
            document = PARSER.parse(String.join("\n", straight));
        }
        Markdown markdown = new Markdown();
        markdown.walk(document);
        return markdown.blocks;
    }

    private void walk(Node document) {
        Deque<Node> open = new ArrayDeque<>(List.of(document));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!add(node)) {
                for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                    open.push(child);
                }
            }
        }
    }

    /** Adds the node's block, if it has one; whether the node's children need no look. */
    private boolean add(Node node) {
        int line = line(node);
        if (node instanceof Heading heading) {
            Block.Prose prose = prose(heading, line, null);
            Matcher attributes = HEADING_ATTRIBUTES.matcher(prose.text());
            boolean has = attributes.matches();
            blocks.add(new Block.Heading(
                    line,
                    heading.getLevel(),
                    has ? attributes.group(1) : prose.text(),
                    has ? attributes.group(2) : null));
        } else if (node instanceof Paragraph || node instanceof TableCell) {
            blocks.add(prose(node, line, item(node)));
        } else if (node instanceof FencedCodeBlock fence) {
            String info = fence.getInfo() == null ? "" : fence.getInfo().strip();
            blocks.add(new Block.Code(line + 1, info, true, content(fence.getLiteral()), item(node)));
        } else if (node instanceof IndentedCodeBlock code) {
            blocks.add(new Block.Code(line, "", false, content(code.getLiteral()), item(node)));
        } else if (node instanceof HtmlBlock html) {
            Matcher note = NOTE.matcher(html.getLiteral());
            while (note.find()) {
                blocks.add(new Block.Note(line, note.group(1), item(node)));
            }
        } else {
            return false;
        }
        return true;
    }

    private @Nullable Item item(Node node) {
        List<Node> path = new ArrayList<>();
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ListItem) {
                path.add(0, at);
            }
        }
        Item item = null;
        for (Node listItem : path) {
            Item parent = item;
            item = items.computeIfAbsent(listItem, key -> {
                Item before = key.getPrevious() == null ? null : items.get(key.getPrevious());
                int number = before == null ? 1 : before.number + 1;
                return new Item(parent, !(key.getParent() instanceof BulletList), number, line(key));
            });
        }
        return item;
    }

    private static Block.Prose prose(Node node, int line, @Nullable Item item) {
        StringBuilder text = new StringBuilder();
        List<Block.InlineCode> codes = new ArrayList<>();
        Deque<Node> open = new ArrayDeque<>();
        for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
            open.push(child);
        }
        while (!open.isEmpty()) {
            Node at = open.pop();
            if (at instanceof Text words) {
                text.append(words.getLiteral());
            } else if (at instanceof SoftLineBreak || at instanceof HardLineBreak) {
                text.append(' ');
            } else if (at instanceof Code code) {
                int start = text.length();
                String literal = Entities.decode(code.getLiteral());
                text.append('`').append(literal).append('`');
                codes.add(new Block.InlineCode(line(code), literal, start, text.length()));
            }
            for (Node child = at.getLastChild(); child != null; child = child.getPrevious()) {
                open.push(child);
            }
        }
        return new Block.Prose(line, text.toString().strip(), codes, item);
    }

    private static List<String> content(@Nullable String literal) {
        if (literal == null || literal.isEmpty()) {
            return List.of();
        }
        String text = literal.endsWith("\n") ? literal.substring(0, literal.length() - 1) : literal;
        return List.of(text.split("\n", -1));
    }

    private static int line(Node node) {
        List<SourceSpan> spans = node.getSourceSpans();
        if (!spans.isEmpty()) {
            return spans.get(0).getLineIndex() + 1;
        }
        Node parent = node.getParent();
        return parent == null ? 1 : line(parent);
    }

    /** The lines, with each fence that CommonMark does not take for one (too far indented) moved to where it would be one. */
    private static List<String> straightened(Node document, List<String> lines) {
        List<String> result = new ArrayList<>(lines);
        Deque<Node> open = new ArrayDeque<>(List.of(document));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (node instanceof IndentedCodeBlock || node instanceof Paragraph) {
                straighten(node, result);
            } else if (!(node instanceof FencedCodeBlock)) {
                for (Node child = node.getLastChild(); child != null; child = child.getPrevious()) {
                    open.push(child);
                }
            }
        }
        return result;
    }

    private static void straighten(Node node, List<String> lines) {
        int done = -1;
        for (SourceSpan span : node.getSourceSpans()) {
            int index = span.getLineIndex();
            if (index <= done) {
                continue;
            }
            String line = lines.get(index);
            Matcher fence = FENCE_LINE.matcher(line);
            if (!fence.matches()) {
                continue;
            }
            int column = contentColumn(node);
            int indent = line.length() - line.stripLeading().length();
            String mark = fence.group(1);
            if (indent <= column
                    || line.substring(line.indexOf(mark) + mark.length()).contains("`")) {
                continue;
            }
            int end = closing(lines, index, mark);
            if (end < 0) {
                return;
            }
            for (int i = index; i <= end; i++) {
                String at = lines.get(i);
                int own = at.length() - at.stripLeading().length();
                lines.set(i, " ".repeat(Math.max(0, Math.min(own, own - indent + column))) + at.stripLeading());
            }
            done = end;
        }
    }

    private static int closing(List<String> lines, int opener, String mark) {
        for (int i = opener + 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.startsWith(mark) && line.chars().allMatch(c -> c == mark.charAt(0))) {
                return i;
            }
        }
        return -1;
    }

    private static int contentColumn(Node node) {
        int column = 0;
        for (Node at = node.getParent(); at != null; at = at.getParent()) {
            if (at instanceof ListItem item && item.getContentIndent() != null) {
                column += item.getContentIndent();
            }
        }
        return column;
    }
}
