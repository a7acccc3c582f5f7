package dev.understudy.archive;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A session for people at a terminal. */
final class SessionText {
    private final DateTimeFormatter time;

    SessionText(ZoneId zone) {
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(zone);
    }

    String write(RecordedSession session) {
        StringBuilder out = new StringBuilder("session " + session.name() + "\n");
        SessionStarted started = session.started();
        if (started != null) {
            out.append("run     ").append(started.run()).append('\n');
            if (!started.runbook().isEmpty()) {
                out.append("runbook ").append(started.runbook());
                out.append(started.target().isEmpty() ? "" : " on " + started.target())
                        .append('\n');
            }
            out.append("by      ")
                    .append(started.operator())
                    .append('@')
                    .append(started.host())
                    .append('\n');
            out.append("began   ").append(started.at()).append('\n');
        }
        out.append("ended   ");
        out.append(
                session.ended() == null
                        ? "not that is known"
                        : session.ended().at() + ", exit " + session.ended().exit());
        out.append('\n');
        for (Entry entry : entries(session)) {
            out.append(entry.text);
        }
        return out.toString();
    }

    private record Entry(Instant at, String text) {}

    private List<Entry> entries(RecordedSession session) {
        List<Entry> entries = new ArrayList<>();
        session.commands().forEach(c -> entries.add(new Entry(c.startedAt(), command(c))));
        for (StepMarked step : session.steps()) {
            String state = step.state().name().toLowerCase(Locale.ROOT);
            entries.add(new Entry(step.at(), line(step.at(), "── step " + step.step() + " " + state)));
        }
        for (Noted note : session.notes()) {
            entries.add(new Entry(note.at(), line(note.at(), "note: " + note.text())));
        }
        for (GapFound gap : session.gaps()) {
            entries.add(new Entry(gap.at(), line(gap.at(), "gap (" + gap.kind() + "): " + gap.detail())));
        }
        entries.sort(Comparator.comparing(Entry::at));
        return entries;
    }

    private String line(Instant at, String text) {
        return "\n" + time.format(at) + "  " + text + "\n";
    }

    private String command(RecordedCommand command) {
        StringBuilder out = new StringBuilder(line(command.startedAt(), "$ " + command.typed()));
        for (Invocation invocation : command.invocations()) {
            out.append("          ").append(exit(invocation)).append("  ");
            boolean isRemote = invocation.layer() == Layer.REMOTE;
            out.append(isRemote ? "(remote) $ " + invocation.argv().get(0) : ShellWords.join(invocation.argv()));
            out.append('\n');
        }
        command.output()
                .text()
                .lines()
                .forEach(l -> out.append("        │ ").append(l).append('\n'));
        if (command.exit() == null) {
            out.append("          its end was not recorded\n");
        } else if (command.exit() != 0) {
            out.append("          exit ").append(command.exit()).append('\n');
        }
        return out.toString();
    }

    private static String exit(Invocation invocation) {
        return switch (invocation.exitKnown()) {
            case OBSERVED -> String.format("%3d", invocation.exit());
            case INFERRED -> String.format("%3d?", invocation.exit());
            case UNKNOWN -> "  ?";
        };
    }
}
