package dev.understudy.ingest;

import dev.understudy.harness.Harness;
import dev.understudy.harness.RunRefused;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.transcript.Sessions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the harness what is stored, each session's events in order and one batch at a time. What could not be told, because
 * Temporal was away or the server restarted, is told with the next batch.
 */
final class Lockstep {
    private static final Logger LOG = LoggerFactory.getLogger(Lockstep.class);
    private static final int BATCH = 1_000;

    private final Sessions sessions;
    private final Harness harness;
    private final Consumer<String> changed;
    private final Map<String, Told> told = new ConcurrentHashMap<>();

    Lockstep(Sessions sessions, Harness harness, Consumer<String> changed) {
        this.sessions = sessions;
        this.harness = harness;
        this.changed = changed;
    }

    void tell(String session, String run) {
        Told upTo = told.computeIfAbsent(session, name -> new Told());
        boolean news = false;
        synchronized (upTo) {
            for (List<SessionEvent> events = next(session, upTo); !events.isEmpty(); events = next(session, upTo)) {
                news = true;
                try {
                    harness.observe(session, events);
                } catch (RunRefused e) {
                    // What was recorded is stored whatever becomes of the shadow.
                    LOG.warn("the shadow could not be told of session {}: {}", session, e.getMessage());
                    if (e.reason() == RunRefused.Reason.TEMPORAL_AWAY) {
                        break;
                    }
                }
                upTo.seq = events.get(events.size() - 1).seq();
                if (events.get(events.size() - 1) instanceof SessionEnded) {
                    told.remove(session);
                    break;
                }
            }
        }
        if (news) {
            changed.accept(run);
        }
    }

    private List<SessionEvent> next(String session, Told upTo) {
        return sessions.after(session, upTo.seq, BATCH);
    }

    private static final class Told {
        private long seq;
    }
}
