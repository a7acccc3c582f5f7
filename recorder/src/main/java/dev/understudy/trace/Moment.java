package dev.understudy.trace;

import java.time.Instant;

/**
 * A place in a process's course, and what the process knew there.
 *
 * @param template the source text of what runs next; empty at a prompt
 */
record Moment(Instant at, int level, int depth, ShellState state, String template, boolean prompt) {
    static Moment of(JournalEntry.Traced record) {
        return new Moment(
                record.at(), record.level(), record.functions().size(), record.state(), record.template(), false);
    }

    static Moment of(JournalEntry.Prompted prompt) {
        return new Moment(prompt.at(), 1, 0, prompt.state(), "", true);
    }

    boolean substitutes() {
        return template.contains("$(") || template.contains("`") || template.contains("<(") || template.contains(">(");
    }
}
