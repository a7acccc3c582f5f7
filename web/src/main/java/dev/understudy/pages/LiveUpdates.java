package dev.understudy.pages;

import dev.understudy.api.Changes;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import io.javalin.http.sse.SseClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells the pages of open runs that something changed; they fetch it themselves. News within a quarter of a second go out
 * together, and a comment every few seconds keeps the line open and finds out who left.
 */
public final class LiveUpdates implements AutoCloseable {
    private static final int MOST = 200;
    private static final long BEAT_MILLIS = 10_000;
    private static final long GATHER_MILLIS = 250;

    private final Runs runs;
    private final Changes changes;
    private final ScheduledExecutorService clock;
    private final Map<SseClient, Watch> watches = new ConcurrentHashMap<>();
    private final Set<String> gathered = ConcurrentHashMap.newKeySet();

    public LiveUpdates(Runs runs, Changes changes) {
        this.runs = runs;
        this.changes = changes;
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "understudy-live-updates");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleWithFixedDelay(this::beat, BEAT_MILLIS, BEAT_MILLIS, TimeUnit.MILLISECONDS);
        clock.scheduleWithFixedDelay(this::sendGathered, GATHER_MILLIS, GATHER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Keeps the client until it leaves or the run ends. */
    void watch(SseClient client, String run) {
        if (watches.size() >= MOST) {
            client.sendComment("too many watch already");
            client.close();
            return;
        }
        Runnable end = changes.listen(run, () -> gathered.add(run));
        watches.put(client, new Watch(run, end));
        client.onClose(() -> forget(client));
        client.keepAlive();
        client.sendComment("watching");
    }

    private void sendGathered() {
        for (String run : Set.copyOf(gathered)) {
            gathered.remove(run);
            boolean open = runs.find(run)
                    .map(there -> there.state() != RunState.CLOSED)
                    .orElse(false);
            watches.forEach((client, watch) -> {
                if (watch.run().equals(run)) {
                    client.sendEvent(open ? "changed" : "ended", run);
                }
            });
        }
    }

    private void beat() {
        watches.forEach((client, watch) -> {
            if (client.terminated()) {
                forget(client);
            } else {
                client.sendComment("still here");
            }
        });
        // Whatever changes a run without passing this server's ingest is found with the beat.
        watches.values().stream().map(Watch::run).distinct().forEach(gathered::add);
    }

    private void forget(SseClient client) {
        Watch watch = watches.remove(client);
        if (watch != null) {
            watch.end().run();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        Set.copyOf(watches.keySet()).forEach(SseClient::close);
    }

    private record Watch(String run, Runnable end) {}
}
