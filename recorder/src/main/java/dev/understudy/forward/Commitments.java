package dev.understudy.forward;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Fetches the commitments of a run as they are published, and writes each into the spool once: from its place there follows
 * that the prediction was made before whatever comes after it. A thread of its own.
 */
public final class Commitments implements AutoCloseable {
    private final Spool spool;
    private final String run;
    private final Server server;
    private final Clock clock;
    private final HttpClient http = Http.client();
    private final Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(10));
    private final Set<String> known = new HashSet<>();
    private final Thread thread;
    /**
     * The position of the last one that arrived, in the server's order of publication: predictions that a workflow makes in
     * parallel are not published in the order of their numbers.
     */
    private long last;

    private volatile boolean closed;

    private Commitments(Spool spool, String run, Server server, Clock clock) {
        this.spool = spool;
        this.run = run;
        this.server = server;
        this.clock = clock;
        this.thread = new Thread(this::run, "commitments of " + run);
        this.thread.setDaemon(true);
    }

    /** Starts to fetch. {@code spool} must stay open until {@link #close}. */
    public static Commitments start(Spool spool, String run, Server server) {
        Commitments commitments = new Commitments(spool, run, server, Clock.systemUTC());
        commitments.thread.start();
        return commitments;
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(2).toMillis());
    }

    private void run() {
        boolean remembered = false;
        while (!closed) {
            try {
                if (!remembered) {
                    remember();
                    remembered = true;
                }
                if (!poll()) {
                    Thread.sleep(backoff.next().toMillis());
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // The server is away, or the spool cannot be read; the forwarder tells the operator of both.
                if (!sleep()) {
                    return;
                }
            }
        }
    }

    private boolean sleep() {
        try {
            Thread.sleep(backoff.next().toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** What an earlier recorder of this session wrote; all is asked for once more, and what is known is not written again. */
    private void remember() throws IOException {
        long seq = 0;
        for (List<SessionEvent> some = spool.read(seq, 500); !some.isEmpty(); some = spool.read(seq, 500)) {
            for (SessionEvent event : some) {
                seq = event.seq();
                if (event instanceof CommitmentReceived received) {
                    known.add(received.prediction() + " " + received.hash());
                }
            }
        }
    }

    /** Says whether it is worth asking again at once. */
    private boolean poll() throws IOException, InterruptedException {
        String path = "/api/v1/runs/" + URLEncoder.encode(run, StandardCharsets.UTF_8) + "/commitments?after=" + last;
        long asked = System.nanoTime();
        HttpResponse<String> response = http.send(
                server.request(path, Duration.ofSeconds(90)).GET().build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            return false;
        }
        long before = last;
        try {
            for (JsonNode node : EventJson.mapper().readTree(response.body())) {
                take(node);
            }
        } catch (JsonProcessingException e) {
            return false;
        }
        boolean news = last > before;
        if (news) {
            backoff.reset();
        }
        // A server that waited before it answered with nothing is a good one; another is asked less often.
        return news || System.nanoTime() - asked > Duration.ofSeconds(1).toNanos();
    }

    private void take(JsonNode node) {
        long prediction = node.path("prediction").asLong(0);
        String hash = node.path("hash").asText("");
        last = Math.max(last, node.path("position").asLong(0));
        if (prediction < 1 || hash.isEmpty() || !known.add(prediction + " " + hash)) {
            return;
        }
        spool.append(seq -> new CommitmentReceived(seq, clock.instant(), prediction, hash));
    }
}
