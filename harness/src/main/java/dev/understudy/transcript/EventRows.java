package dev.understudy.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.store.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Sessions and their events as rows. */
final class EventRows {
    private EventRows() {}

    static Optional<Long> lastSeq(Handle handle, String session) {
        return handle.createQuery("SELECT last_seq FROM session WHERE id = :id")
                .bind("id", session)
                .mapTo(Long.class)
                .findOne();
    }

    static void setLastSeq(Handle handle, String session, long seq) {
        handle.createUpdate("UPDATE session SET last_seq = :seq WHERE id = :id")
                .bind("seq", seq)
                .bind("id", session)
                .execute();
    }

    static String run(Handle handle, String session) {
        return handle.createQuery("SELECT run FROM session WHERE id = :id")
                .bind("id", session)
                .mapTo(String.class)
                .one();
    }

    static void begin(Handle handle, SessionStarted start) {
        handle.createUpdate("INSERT INTO session (id, run, operator, started_at, last_seq)"
                        + " VALUES (:id, :run, :operator, :startedAt, 0)")
                .bind("id", start.session())
                .bind("run", start.run())
                .bind("operator", start.operator())
                .bind("startedAt", Micros.of(start.at()))
                .execute();
    }

    static void insert(Handle handle, String session, SessionEvent event, Instant receivedAt) {
        handle.createUpdate("INSERT INTO session_event (session, seq, at, received_at, event)"
                        + " VALUES (:session, :seq, :at, :receivedAt, :event)")
                .bind("session", session)
                .bind("seq", event.seq())
                .bind("at", Micros.of(event.at()))
                .bind("receivedAt", Micros.of(receivedAt))
                .bind("event", EventJson.write(event))
                .execute();
    }

    static Optional<SessionEvent> event(Handle handle, String session, long seq) {
        return events(handle, session, seq - 1, 1).stream()
                .filter(event -> event.seq() == seq)
                .findFirst();
    }

    static List<SessionEvent> events(Handle handle, String session, long after, int limit) {
        return handle.createQuery("SELECT event FROM session_event WHERE session = :session AND seq > :after"
                        + " ORDER BY seq LIMIT :limit")
                .bind("session", session)
                .bind("after", after)
                .bind("limit", limit)
                .map((row, context) -> read(row.getString("event")))
                .list();
    }

    static List<Session> sessions(Handle handle, String condition, String key) {
        return handle.createQuery("SELECT id, run, operator FROM session WHERE " + condition + " AND last_seq > 0"
                        + " ORDER BY started_at, id")
                .bind("key", key)
                .map((row, context) -> new Session(
                        row.getString("id"),
                        row.getString("run"),
                        row.getString("operator"),
                        events(handle, row.getString("id"), 0, Integer.MAX_VALUE)))
                .list();
    }

    private static SessionEvent read(String json) {
        try {
            return EventJson.read(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored event cannot be read: " + e.getOriginalMessage(), e);
        }
    }
}
