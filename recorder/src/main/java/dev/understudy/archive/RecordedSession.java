package dev.understudy.archive;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.Requested;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.SpoolReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A session as its spool tells it.
 *
 * @param folder where it is
 * @param started its first event; null where that was not recorded
 * @param commands in the order in which they were typed
 * @param gaps what was not seen
 * @param steps where the operator said they were
 * @param notes what the operator remarked
 * @param requests to the Kubernetes API, in the order in which they were made
 * @param ended its last event; null where it goes on, or its recorder was killed
 */
record RecordedSession(
        SessionFolder folder,
        @Nullable SessionStarted started,
        List<RecordedCommand> commands,
        List<GapFound> gaps,
        List<StepMarked> steps,
        List<Noted> notes,
        List<Requested> requests,
        @Nullable SessionEnded ended) {
    RecordedSession {
        commands = List.copyOf(commands);
        gaps = List.copyOf(gaps);
        steps = List.copyOf(steps);
        notes = List.copyOf(notes);
        requests = List.copyOf(requests);
    }

    static RecordedSession read(SessionFolder folder) throws IOException {
        try (SpoolReader reader = SpoolReader.open(folder)) {
            Reading reading = new Reading();
            long seq = 0;
            for (List<SessionEvent> some = reader.read(seq, 1000); !some.isEmpty(); some = reader.read(seq, 1000)) {
                some.forEach(reading::take);
                seq += some.size();
            }
            return reading.session(folder);
        }
    }

    /** The session's name, which is its folder's where its start was not recorded. */
    String name() {
        return started == null ? String.valueOf(folder.dir().toAbsolutePath().getFileName()) : started.session();
    }

    /** Whether it was taken in from another recording, and so is no evidence. */
    boolean isImported() {
        return gaps.stream().anyMatch(gap -> gap.kind().equals(Import.GAP));
    }

    private static final class Reading {
        private final Map<Integer, RecordedCommand> commands = new TreeMap<>();
        private final List<GapFound> gaps = new ArrayList<>();
        private final List<StepMarked> steps = new ArrayList<>();
        private final List<Noted> notes = new ArrayList<>();
        private final List<Requested> requests = new ArrayList<>();
        private @Nullable SessionStarted started;
        private @Nullable SessionEnded ended;

        void take(SessionEvent event) {
            if (event instanceof SessionStarted e) {
                started = e;
            } else if (event instanceof CommandStarted e) {
                commands.put(e.command(), RecordedCommand.of(e));
            } else if (event instanceof Invoked e) {
                commands.computeIfPresent(e.command(), (n, command) -> command.with(e.invocation()));
            } else if (event instanceof CommandFinished e) {
                commands.computeIfPresent(e.command(), (n, command) -> command.finished(e));
            } else if (event instanceof GapFound e) {
                gaps.add(e);
            } else if (event instanceof StepMarked e) {
                steps.add(e);
            } else if (event instanceof Noted e) {
                notes.add(e);
            } else if (event instanceof Requested e) {
                requests.add(e);
            } else if (event instanceof SessionEnded e) {
                ended = e;
            }
        }

        RecordedSession session(SessionFolder folder) {
            requests.sort(Comparator.comparingLong(e -> e.request().number()));
            return new RecordedSession(
                    folder, started, List.copyOf(commands.values()), gaps, steps, notes, requests, ended);
        }
    }
}
