package dev.understudy.runbook.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A step that still grows. */
final class Draft {
    final int line;
    final List<String> section;
    final @Nullable String tab;
    final @Nullable Item item;
    final String words;
    final List<FoundCommand> commands = new ArrayList<>();

    /** Words that the prose around the step asks to replace. */
    final Set<String> replacements = new HashSet<>();

    Annotations annotations = Annotations.NONE;

    /** Whether no more commands may join it. */
    boolean closed;

    /**
     * @param section the headings above it
     * @param tab the label of the tab that holds it; null outside tabs
     * @param item the list item that it is; null where it is none
     * @param words what its title and kind come from
     */
    Draft(int line, List<String> section, @Nullable String tab, @Nullable Item item, String words) {
        this.line = line;
        this.section = section;
        this.tab = tab;
        this.item = item;
        this.words = words;
    }
}
