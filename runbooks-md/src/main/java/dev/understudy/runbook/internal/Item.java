package dev.understudy.runbook.internal;

import org.jspecify.annotations.Nullable;

/** One list item of the document; two are the same only if they are the same object. */
final class Item {
    final @Nullable Item parent;
    final boolean ordered;
    final int number;
    final int line;

    /**
     * @param number its place in its list, from 1
     * @param line of the file, from 1
     */
    Item(@Nullable Item parent, boolean ordered, int number, int line) {
        this.parent = parent;
        this.ordered = ordered;
        this.number = number;
        this.line = line;
    }
}
