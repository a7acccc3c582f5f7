package dev.understudy.forward;

import dev.understudy.spool.Acknowledged;
import dev.understudy.spool.SpoolLines;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends a spool's events to the server, each as soon as it is on the disk, until the server has stored all of them, whatever
 * happens in between: the server's answers say where to go on. A thread of its own; thread-safe.
 */
public final class Forwarder implements AutoCloseable {
    private static final int BATCH = 500;
    private static final long BATCH_BYTES = 1 << 20;

    private final SpoolLines spool;
    private final String session;
    private final Server server;
    private final HttpClient http;
    private final Backoff away;
    private final Backoff refused;
    private final Thread thread;
    private volatile boolean closed;
    private boolean connected;
    private long acknowledged;
    private @Nullable String trouble;

    private Forwarder(SpoolLines spool, String session, Server server, HttpClient http, Backoff away, Backoff refused) {
        this.spool = spool;
        this.session = session;
        this.server = server;
        this.http = http;
        this.away = away;
        this.refused = refused;
        this.acknowledged = Acknowledged.read(spool.folder(), server.address());
        this.thread = new Thread(this::run, "forwarder of " + session);
        this.thread.setDaemon(true);
    }

    /** Starts to send. {@code spool} must stay open until {@link #close}. */
    public static Forwarder start(SpoolLines spool, String session, Server server) {
        return start(
                spool,
                session,
                server,
                new Backoff(Duration.ofMillis(100), Duration.ofSeconds(30)),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1)));
    }

    static Forwarder start(SpoolLines spool, String session, Server server, Backoff away, Backoff refused) {
        Forwarder forwarder = new Forwarder(spool, session, server, Http.client(), away, refused);
        forwarder.thread.start();
        return forwarder;
    }

    public synchronized ForwarderStatus status() {
        return new ForwarderStatus(connected, acknowledged, Math.max(0, lastWritten() - acknowledged), trouble);
    }

    /** Waits until the server has all that is in the spool, or refuses it, at most {@code patience}; says whether it has. */
    public synchronized boolean drain(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (acknowledged < lastWritten() && !closed) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(Math.min(left, 50));
        }
        return acknowledged >= lastWritten();
    }

    /** Stops to send; what is not acknowledged is sent the next time. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.interrupt();
        thread.join(Duration.ofSeconds(2).toMillis());
    }

    private void run() {
        while (!closed) {
            try {
                if (spool.awaitBeyond(acknowledged(), Duration.ofSeconds(1))) {
                    Duration pause = send();
                    if (!pause.isZero()) {
                        Thread.sleep(pause.toMillis());
                    }
                }
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                trouble(false, "the spool cannot be read: " + e.getMessage());
                if (!pause(away.next())) {
                    return;
                }
            }
        }
    }

    private static boolean pause(Duration duration) {
        try {
            Thread.sleep(duration.toMillis());
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Sends one batch; gives how long to wait before the next. */
    private Duration send() throws IOException, InterruptedException {
        spool.force();
        long before = acknowledged();
        List<String> lines = spool.lines(before, BATCH, BATCH_BYTES);
        Answer answer = post(lines);
        if (answer instanceof Answer.Stored stored) {
            return goOn(before, stored.seq());
        }
        if (answer instanceof Answer.Expects expects) {
            return goOn(before, expects.seq() - 1);
        }
        if (answer instanceof Answer.Refused no) {
            trouble(true, "refused: " + no.why());
            return refused.next();
        }
        trouble(false, "away: " + ((Answer.Away) answer).why());
        return away.next();
    }

    /** The server has all up to {@code stored}: less than we believed where it lost some, which are sent again. */
    private Duration goOn(long before, long stored) throws IOException {
        if (stored < 0 || stored > lastWritten()) {
            trouble(
                    true,
                    "refused: the server has " + stored + " events of this session and this disk " + lastWritten()
                            + "; the session was recorded elsewhere too, or this folder is an old copy");
            return refused.next();
        }
        acknowledge(stored);
        if (stored > before) {
            away.reset();
            refused.reset();
            return Duration.ZERO;
        }
        // It answers and yet takes nothing: a rewind, or a fault of its own. Go on, but never in a tight loop.
        return away.next();
    }

    private Answer post(List<String> lines) throws InterruptedException {
        String path = "/api/v1/sessions/" + URLEncoder.encode(session, StandardCharsets.UTF_8) + "/events";
        HttpRequest request = server.request(path, Duration.ofSeconds(30))
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines) + "\n"))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return Answer.of(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer.Away(Http.why(e, server));
        }
    }

    private synchronized long acknowledged() {
        return acknowledged;
    }

    private synchronized void acknowledge(long seq) {
        connected = true;
        trouble = null;
        if (seq != acknowledged) {
            acknowledged = seq;
            try {
                new Acknowledged(server.address(), seq).write(spool.folder());
            } catch (IOException e) {
                trouble = "the marker of what is sent cannot be written: " + e.getMessage();
            }
        }
        notifyAll();
    }

    private synchronized void trouble(boolean answered, String what) {
        connected = answered;
        trouble = what;
        notifyAll();
    }

    private long lastWritten() {
        try {
            return spool.lastWritten();
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }
}
