package dev.understudy.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.proxy.SessionFiles;
import dev.understudy.recording.Request;
import dev.understudy.recording.RequestJson;
import dev.understudy.recording.SessionEvent.Requested;
import dev.understudy.terminal.GrowingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Takes the requests that the recording proxy wrote down, and makes events of them, each joined to the invocation that made
 * it. Not thread-safe.
 */
final class Requests {
    /** How long the shell's journal may take to tell of the tool that made a request. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final SessionFiles files;
    private final Lines lines;
    private final Scribe scribe;
    private final GrowingFile file;
    private final ByteArrayOutputStream piece = new ByteArrayOutputStream();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private Instant looked = Instant.EPOCH;
    private @Nullable Long lost;

    private record Waiting(Request request, Instant since) {}

    /** @param offset what was read, and written, before */
    Requests(SessionFiles files, Lines lines, Scribe scribe, long offset) throws IOException {
        this.files = files;
        this.lines = lines;
        this.scribe = scribe;
        this.file = new GrowingFile(files.requests(), offset);
    }

    /** Whether this session has a proxy at all. */
    static boolean isWanted(SessionFiles files) {
        return Files.exists(files.requests());
    }

    /** Whether all that was read is written. */
    boolean isIdle() {
        return waiting.isEmpty() && piece.size() == 0;
    }

    long offset() {
        return file.offset();
    }

    /** The first {@code offset} bytes are not needed again. */
    void forget(long offset) {
        file.forget(offset);
    }

    /** Takes what there is; says whether there was any. */
    boolean poll(Instant now) throws IOException {
        int read = file.poll(this::feed);
        write(now, false);
        if (Patience.isOver(looked, BETWEEN, now)) {
            looked = now;
            watch(now);
        }
        return read > 0;
    }

    /** The session is over: waits a little for the proxy to tell the rest, and writes it. */
    void end() throws IOException, InterruptedException {
        Long pid = files.pid();
        if (Files.isDirectory(files.dir())) {
            files.stop();
        }
        for (int i = 0; i < 300 && pid != null && !files.isDone() && isAlive(pid); i++) {
            Thread.sleep(10);
        }
        while (file.poll(this::feed) > 0) {
            // all of it
        }
        write(Instant.now(), true);
    }

    private void watch(Instant now) throws IOException {
        Long pid = files.pid();
        if (pid != null && !pid.equals(lost) && !isAlive(pid) && !files.isDone()) {
            lost = pid;
            lines.gaps().add(now, "proxy-away", "the recording proxy ended: requests that were under way are missing");
        }
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).isPresent();
    }

    private void feed(byte[] bytes, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == '\n') {
                take(piece.toString(StandardCharsets.UTF_8));
                piece.reset();
            } else {
                piece.write(bytes[i]);
            }
        }
    }

    private void take(String line) {
        try {
            waiting.add(new Waiting(RequestJson.read(line), Instant.now()));
        } catch (JsonProcessingException e) {
            lines.gaps()
                    .add(Instant.now(), "torn-request", "a request that the recording proxy wrote down cannot be read");
        }
    }

    private void write(Instant now, boolean all) {
        while (!waiting.isEmpty()) {
            Waiting first = waiting.peek();
            String client = first.request().invocation();
            String invocation = client == null ? null : lines.invocationOf(client);
            if (client != null && invocation == null && !all && !Patience.isOver(first.since(), PATIENCE, now)) {
                return;
            }
            waiting.remove();
            Request request = first.request().madeBy(invocation);
            Integer command =
                    invocation == null ? null : Integer.valueOf(invocation.substring(0, invocation.indexOf('/')));
            scribe.write(seq -> new Requested(seq, request.endedAt(), command, request));
        }
    }
}
