package dev.understudy.forward;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A real HTTP server that obeys the contract of the ingest API, and misbehaves when it is told to. */
final class EventServer implements AutoCloseable {
    /** What it does to a request instead of, or besides, what it should. */
    enum Whim {
        NONE,
        /** Stores nothing and says 500. */
        FAIL,
        /** Stores everything and says 500. */
        STORE_AND_FAIL,
        /** Reads half of it and closes. */
        HALF_READ,
        /** Stores everything and closes without an answer. */
        STORE_AND_HANG_UP,
        /** Stores the first half and says so. */
        STORE_HALF,
        /** Answers with what is no JSON. */
        NONSENSE,
        /** Forgets the last events that it had, as after a restored backup. */
        FORGET,
        /** Says that it misses the first. */
        WANT_ALL
    }

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, List<String>> stored = new TreeMap<>();
    private final Map<String, List<Commitment>> commitments = new TreeMap<>();
    private final List<String> authorizations = new ArrayList<>();
    private HttpServer http;
    private final int port;
    volatile Supplier<Whim> whim = () -> Whim.NONE;
    volatile @Nullable String refusal;
    volatile int requests;
    /** Characters of the largest request. */
    volatile int largest;

    record Commitment(long position, long prediction, String hash) {}

    EventServer() throws IOException {
        this(0);
    }

    EventServer(int port) throws IOException {
        this.http = listen(port);
        this.port = http.getAddress().getPort();
    }

    private HttpServer listen(int at) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), at), 0);
        server.setExecutor(threads);
        server.createContext("/api/v1/sessions/", this::events);
        server.createContext("/api/v1/runs/", this::commitments);
        server.start();
        return server;
    }

    Server address() {
        return new Server(URI.create("http://127.0.0.1:" + port), "a-token");
    }

    synchronized List<SessionEvent> storedOf(String session) throws IOException {
        List<SessionEvent> events = new ArrayList<>();
        for (String line : stored.getOrDefault(session, List.of())) {
            events.add(EventJson.read(line));
        }
        return events;
    }

    synchronized int countOf(String session) {
        return stored.getOrDefault(session, List.of()).size();
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    synchronized void commit(String run, long prediction, String hash) {
        List<Commitment> ofRun = commitments.computeIfAbsent(run, r -> new ArrayList<>());
        ofRun.add(new Commitment(ofRun.size() + 1L, prediction, hash));
        notifyAll();
    }

    /** Nobody listens any more; what is stored stays. */
    void goAway() {
        http.stop(0);
    }

    void comeBack() throws IOException {
        http = listen(port);
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void events(HttpExchange exchange) throws IOException {
        requests++;
        String session = exchange.getRequestURI().getPath().split("/")[4];
        Whim now = whim.get();
        try (exchange;
                InputStream in = exchange.getRequestBody()) {
            if (now == Whim.HALF_READ) {
                in.readNBytes(10);
                throw new IOException("closed on purpose");
            }
            String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            largest = Math.max(largest, body.length());
            List<String> lines = body.lines().toList();
            String refused = refusal;
            if (refused != null) {
                answer(exchange, 422, "{\"error\":\"" + refused + "\"}");
                return;
            }
            if (now == Whim.FAIL) {
                answer(exchange, 500, "{\"error\":\"on purpose\"}");
                return;
            }
            if (now == Whim.NONSENSE) {
                answer(exchange, 200, "<html>a proxy says hello</html>");
                return;
            }
            synchronized (this) {
                authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
                if (now == Whim.WANT_ALL) {
                    answer(exchange, 409, "{\"expected\":1}");
                    return;
                }
                List<String> have = stored.computeIfAbsent(session, s -> new ArrayList<>());
                if (now == Whim.FORGET) {
                    have.subList(have.size() / 2, have.size()).clear();
                }
                long first = EventJson.read(lines.get(0)).seq();
                if (first > have.size() + 1L) {
                    answer(exchange, 409, "{\"expected\":" + (have.size() + 1) + "}");
                    return;
                }
                int end = now == Whim.STORE_HALF ? (lines.size() + 1) / 2 : lines.size();
                for (String line : lines.subList(0, end)) {
                    store(have, line);
                }
                if (now == Whim.STORE_AND_FAIL) {
                    answer(exchange, 500, "");
                } else if (now != Whim.STORE_AND_HANG_UP) {
                    answer(exchange, 200, "{\"stored\":" + have.size() + "}");
                }
            }
        }
    }

    private static void store(List<String> have, String line) throws IOException {
        long seq = EventJson.read(line).seq();
        if (seq == have.size() + 1L) {
            have.add(line);
        } else if (seq > have.size() || !have.get((int) seq - 1).equals(line)) {
            throw new UncheckedIOException(new IOException("event " + seq + " contradicts what is stored"));
        }
    }

    private void commitments(HttpExchange exchange) throws IOException {
        String run = exchange.getRequestURI().getPath().split("/")[4];
        long after = Long.parseLong(exchange.getRequestURI().getQuery().replace("after=", ""));
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (whim.get() != Whim.NONE) {
                answer(exchange, 500, "");
                return;
            }
            answer(exchange, 200, EventJson.mapper().writeValueAsString(await(run, after)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Commitment> await(String run, long after) throws InterruptedException {
        long until = System.currentTimeMillis() + 2_000;
        while (true) {
            List<Commitment> news = commitments.getOrDefault(run, List.of()).stream()
                    .filter(c -> c.position() > after)
                    .toList();
            long left = until - System.currentTimeMillis();
            if (!news.isEmpty() || left <= 0) {
                return news;
            }
            wait(left);
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
