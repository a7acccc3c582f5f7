package dev.understudy.forward;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.spool.Acknowledged;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.SpoolReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sends recorded sessions that the server has not, or not completely: after a crash, or a week without a server. */
public final class Push {
    private Push() {}

    /**
     * How it came out for one session.
     *
     * @param session its name
     * @param acknowledged the server has stored all events up to this one
     * @param last the number of its last event
     * @param trouble why the rest was not sent; null where there is no rest
     */
    public record Result(
            String session,
            long acknowledged,
            long last,
            @Nullable String trouble) {
        public boolean isComplete() {
            return acknowledged >= last;
        }
    }

    /** Sends what is missing of one session. Gives up, without losing anything, once the server is away or refuses. */
    public static Result session(SessionFolder folder, Server server) throws IOException, InterruptedException {
        try (SpoolReader reader = SpoolReader.open(folder)) {
            List<SessionEvent> first = reader.read(0, 1);
            long last = reader.lastWritten();
            if (first.isEmpty() || !(first.get(0) instanceof SessionStarted started)) {
                return new Result(String.valueOf(folder.dir().getFileName()), 0, last, "its start was not recorded");
            }
            if (Acknowledged.read(folder, server.address()) >= last) {
                return new Result(started.session(), last, last, null);
            }
            try (Forwarder forwarder = Forwarder.start(reader, started.session(), server)) {
                while (!forwarder.drain(Duration.ofMillis(100))) {
                    ForwarderStatus status = forwarder.status();
                    if (status.trouble() != null) {
                        return new Result(started.session(), status.acknowledged(), last, status.trouble());
                    }
                }
                return new Result(started.session(), forwarder.status().acknowledged(), last, null);
            }
        }
    }
}
