package dev.understudy.recording;

import java.util.List;

/**
 * All that is known of one session.
 *
 * @param session the session's name
 * @param events in the order of their numbers; a number that is missing is a gap
 */
public record SessionRecording(String session, List<SessionEvent> events) {
    public SessionRecording {
        events = List.copyOf(events);
    }
}
