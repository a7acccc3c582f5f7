package dev.understudy.transcript;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import java.util.List;
import java.util.Optional;

/**
 * One operator's recorder shell within a run, as far as it was received.
 *
 * @param id names the session
 * @param events from the first, in order, without holes; never empty
 */
public record Session(String id, String run, String operator, List<SessionEvent> events) {
    public Session {
        events = List.copyOf(events);
    }

    public SessionStarted started() {
        return (SessionStarted) events.get(0);
    }

    /** Empty while the session goes on, or where its end never arrived. */
    public Optional<SessionEnded> ended() {
        return events.get(events.size() - 1) instanceof SessionEnded end ? Optional.of(end) : Optional.empty();
    }
}
