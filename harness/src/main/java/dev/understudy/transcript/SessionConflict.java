package dev.understudy.transcript;

/** Events that contradict what is stored, as when two recorders share a session's name. None of them was stored. */
public final class SessionConflict extends RuntimeException {
    SessionConflict(String message) {
        super(message);
    }
}
