package dev.understudy.archive;

import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A session as a page for a post-mortem: what was done, when, and what came of it. Times are UTC. */
final class SessionMarkdown {
    private SessionMarkdown() {}

    static String write(RecordedSession session) {
        StringBuilder out = new StringBuilder("# Session " + session.name() + "\n\n");
        SessionStarted started = session.started();
        if (started != null) {
            row(out, "Runbook", started.runbook());
            row(out, "Target", started.target());
            row(out, "Run", started.run());
            row(out, "Operator", started.operator() + " on " + started.host());
            row(out, "Began", started.at().toString());
        }
        row(
                out,
                "Ended",
                session.ended() == null ? "not recorded" : session.ended().at().toString());
        long failed = session.commands().stream()
                .filter(c -> c.exit() != null && c.exit() != 0)
                .count();
        row(out, "Commands", session.commands().size() + ", of which " + failed + " failed");
        row(out, "Gaps", session.gaps().isEmpty() ? "none" : session.gaps().size() + ": the record is not complete");
        entries(session).forEach(entry -> out.append('\n').append(entry.text));
        return out.toString();
    }

    private record Entry(Instant at, String text) {}

    private static List<Entry> entries(RecordedSession session) {
        List<Entry> entries = new ArrayList<>();
        for (StepMarked step : session.steps()) {
            String state = step.state().name().toLowerCase(Locale.ROOT);
            entries.add(new Entry(step.at(), "## Step " + inline(step.step()) + " " + state + "\n"));
        }
        for (Noted note : session.notes()) {
            entries.add(new Entry(note.at(), "> " + inline(note.text()).replace("\n", "\n> ") + "\n"));
        }
        for (GapFound gap : session.gaps()) {
            entries.add(new Entry(
                    gap.at(), "**Not seen** (" + gap.kind() + ", " + gap.at() + "): " + inline(gap.detail()) + "\n"));
        }
        session.commands().forEach(command -> entries.add(new Entry(command.startedAt(), command(command))));
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    private static String command(RecordedCommand command) {
        String exit = command.exit() == null ? "its end was not recorded" : "exit " + command.exit();
        StringBuilder out = new StringBuilder(command.startedAt() + ", " + exit + "\n\n");
        fenced(out, "console", "$ " + command.typed());
        String output = command.output().text().stripTrailing();
        if (!output.isEmpty()) {
            out.append('\n');
            fenced(out, "text", output);
        }
        return out.toString();
    }

    /** A fence that is longer than any in the text. */
    private static void fenced(StringBuilder out, String language, String text) {
        String fence = "```";
        while (text.contains(fence)) {
            fence += "`";
        }
        out.append(fence)
                .append(language)
                .append('\n')
                .append(text)
                .append('\n')
                .append(fence)
                .append('\n');
    }

    private static void row(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            out.append("- ").append(name).append(": ").append(inline(value)).append('\n');
        }
    }

    private static String inline(String text) {
        return text.replace("\\", "\\\\")
                .replace("`", "\\`")
                .replace("*", "\\*")
                .replace("_", "\\_")
                .replace("<", "&lt;")
                .replace("[", "\\[");
    }
}
