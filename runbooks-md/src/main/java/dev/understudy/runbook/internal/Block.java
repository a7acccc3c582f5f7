package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of the document that matters to steps, in the document's order. */
sealed interface Block {
    /** The line of the file, from 1, on which it begins. */
    int line();

    record Heading(
            int line, int level, String text, @Nullable String attributes) implements Block {}

    /**
     * A paragraph, or a cell of a table.
     *
     * @param text as plain text on one line; code in it stands in backticks
     * @param item the innermost list item that holds it
     */
    record Prose(
            int line,
            String text,
            List<InlineCode> codes,
            @Nullable Item item) implements Block {}

    /**
     * @param line of its first line of content
     * @param info what stands after the fence; empty for indented code
     */
    record Code(
            int line,
            String info,
            boolean fenced,
            List<String> lines,
            @Nullable Item item) implements Block {
        /** The block with the options that MyST directives begin with ({@code :caption: …}) as blank lines. */
        Code withoutDirectives() {
            List<String> rest = new ArrayList<>(lines);
            for (int i = 0; i < rest.size() && rest.get(i).matches("\\s*:[\\w-]+:.*"); i++) {
                rest.set(i, "");
            }
            return new Code(line, info, fenced, List.copyOf(rest), item);
        }
    }

    /** A comment {@code <!-- step: … -->}. */
    record Note(int line, String attributes, @Nullable Item item) implements Block {}

    /**
     * Code inside a sentence.
     *
     * @param start where its opening backtick stands in the prose's text
     * @param end one past its closing backtick
     */
    record InlineCode(int line, String text, int start, int end) {}
}
