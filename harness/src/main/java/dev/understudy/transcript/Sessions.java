package dev.understudy.transcript;

import dev.understudy.operation.Mode;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The events of all sessions, each stored exactly once by (session, seq), however often it is sent. Thread-safe.
 */
public final class Sessions {
    private final Store store;
    private final Runs runs;
    private final Clock clock;

    public Sessions(Store store) {
        this(store, Clock.systemUTC());
    }

    Sessions(Store store, Clock clock) {
        this.store = store;
        this.runs = new Runs(store);
        this.clock = clock;
    }

    /**
     * Stores what is new of these events, all or nothing. The first event of a session makes its run where there is none,
     * and lets its operator join; the last one ends the run where it says so.
     *
     * @param events in order, without holes; what was stored before may be among them
     * @return the number of the last event that is stored: the recorder may forget all up to it
     * @throws MissingEvents where events in between are missing
     * @throws SessionConflict where an event differs from the one stored under its number, the first event is no
     *     {@code SessionStarted} of this session, or something follows the session's end
     */
    public long append(String session, List<SessionEvent> events) {
        if (events.isEmpty()) {
            return lastSeq(session);
        }
        return store.write(handle -> append(handle, session, events));
    }

    /** The number of the last event stored; 0 where none is. */
    public long lastSeq(String session) {
        return store.read(handle -> EventRows.lastSeq(handle, session).orElse(0L));
    }

    public Optional<Session> find(String session) {
        return store.read(handle ->
                EventRows.sessions(handle, "id = :key", session).stream().findFirst());
    }

    /** The sessions of a run, in the order in which they started, each with all its events. */
    public List<Session> ofRun(String run) {
        return store.read(handle -> EventRows.sessions(handle, "run = :key", run));
    }

    /** The events of a session after {@code seq}, at most {@code limit}, in order. */
    public List<SessionEvent> after(String session, long seq, int limit) {
        return store.read(handle -> EventRows.events(handle, session, seq, limit));
    }

    private long append(Handle handle, String session, List<SessionEvent> events) {
        Optional<Long> stored = EventRows.lastSeq(handle, session);
        long last = stored.orElse(0L);
        long next = events.get(0).seq();
        if (next < 1 || next > last + 1) {
            throw new MissingEvents(session, last + 1, next);
        }
        if (stored.isEmpty()) {
            begin(handle, session, events.get(0));
        }
        boolean ended = EventRows.event(handle, session, last).orElse(null) instanceof SessionEnded;
        for (SessionEvent event : events) {
            if (event.seq() != next) {
                throw new MissingEvents(session, next, event.seq());
            }
            if (next <= last) {
                refuseAnother(handle, session, event);
            } else if (ended) {
                throw new SessionConflict("session " + session + ": event " + next + " comes after its end");
            } else {
                EventRows.insert(handle, session, event, clock.instant());
                ended = event instanceof SessionEnded;
            }
            next++;
        }
        long newest = Math.max(last, next - 1);
        EventRows.setLastSeq(handle, session, newest);
        if (newest > last && events.get(events.size() - 1) instanceof SessionEnded end && end.endsRun()) {
            runs.end(EventRows.run(handle, session), end.at());
        }
        return newest;
    }

    private void begin(Handle handle, String session, SessionEvent first) {
        if (!(first instanceof SessionStarted start) || !start.session().equals(session)) {
            throw new SessionConflict("session " + session + ": its first event is no start of it");
        }
        runs.create(Run.begun(
                start.run(),
                start.runbook(),
                start.runbookFingerprint(),
                start.target(),
                start.params(),
                Mode.SHADOW,
                List.of(start.operator()),
                start.at()));
        runs.join(start.run(), start.operator());
        EventRows.begin(handle, start);
    }

    private static void refuseAnother(Handle handle, String session, SessionEvent event) {
        if (!EventRows.event(handle, session, event.seq()).equals(Optional.of(event))) {
            throw new SessionConflict("session " + session + ": another event " + event.seq()
                    + " is stored; do two recorders share this session?");
        }
    }
}
