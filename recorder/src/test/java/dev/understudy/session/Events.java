package dev.understudy.session;

import dev.understudy.recording.SessionEvent;
import java.util.List;

/** Looks into what was recorded. */
final class Events {
    private Events() {}

    /** Those of one kind, in their order. */
    static <E extends SessionEvent> List<E> all(List<SessionEvent> events, Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
