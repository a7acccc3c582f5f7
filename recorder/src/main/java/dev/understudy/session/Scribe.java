package dev.understudy.session;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.Requested;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * Appends events to the spool, each once: a recorder that was killed reads again what it had not finished, and what it had
 * written of that already is not written twice. Not thread-safe.
 */
final class Scribe {
    private final Spool spool;
    private final Set<String> already = new HashSet<>();

    Scribe(Spool spool) {
        this.spool = spool;
    }

    /** Remembers all events behind {@code seq}: those that a killed recorder wrote since its last checkpoint. */
    void remember(long seq) throws IOException {
        long after = seq;
        while (true) {
            List<SessionEvent> events = spool.read(after, 1000);
            if (events.isEmpty()) {
                return;
            }
            for (SessionEvent event : events) {
                already.add(key(event));
                after = event.seq();
            }
        }
    }

    void write(LongFunction<SessionEvent> event) {
        if (already.isEmpty() || !already.remove(key(event.apply(0)))) {
            spool.append(event);
        }
    }

    private static String key(SessionEvent event) {
        String kind = event.getClass().getSimpleName();
        if (event instanceof CommandStarted e) {
            return kind + e.command();
        }
        if (event instanceof CommandFinished e) {
            return kind + e.command();
        }
        if (event instanceof Invoked e) {
            return kind + e.command() + "/" + e.invocation().number();
        }
        if (event instanceof Requested e) {
            return kind + e.request().number();
        }
        return kind + event.at();
    }
}
