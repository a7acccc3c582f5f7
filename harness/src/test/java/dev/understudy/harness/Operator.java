package dev.understudy.harness;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import dev.understudy.recording.SessionEvent.StepState;
import dev.understudy.shadow.PublishedCommitment;
import dev.understudy.transcript.Sessions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Somebody at a recorder shell: runs real programs, and lets the harness know as the ingest does. */
final class Operator {
    private final Theatre theatre;
    private final String run;
    private final String session;
    private final List<SessionEvent> unsent = new ArrayList<>();
    private final String name;
    private final Map<String, String> params = new HashMap<>();
    private Duration off = Duration.ZERO;
    private boolean online = true;
    private long seq;
    private int command;
    private long received;
    private @Nullable String step;

    Operator(Theatre theatre, String run, String session, String name) {
        this.theatre = theatre;
        this.run = run;
        this.session = session;
        this.name = name;
        params.put("folder", theatre.folder.toString());
    }

    Operator with(String param, String value) {
        params.put(param, value);
        return this;
    }

    /** The same operator in the same session, known to have sent so many events and to have received so many commitments. */
    Operator goesOn(long sent, long commitments) {
        seq = sent;
        received = commitments;
        return this;
    }

    Operator clockIsOffBy(Duration skew) {
        off = skew;
        return this;
    }

    private Instant now() {
        return Instant.now().plus(off);
    }

    Operator offline() {
        online = false;
        return this;
    }

    Operator begins() {
        return begins(now());
    }

    Operator begins(Instant at) {
        send(new SessionStarted(
                ++seq,
                at,
                session,
                run,
                "archive-logs",
                Theatre.runbook().fingerprint(),
                "host-1",
                name,
                "host-1",
                params,
                true));
        return this;
    }

    /** Waits until the shadow has published so many predictions in all, and keeps their commitments. */
    Operator awaitsPredictions(int total) {
        try {
            Instant until = Instant.now().plusSeconds(20);
            while (received < total && Instant.now().isBefore(until)) {
                for (PublishedCommitment commitment :
                        theatre.harness().awaitCommitments(run, received, Duration.ofSeconds(1))) {
                    received = commitment.position();
                    send(new CommitmentReceived(++seq, now(), commitment.sequence(), commitment.hash()));
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        if (received < total) {
            throw new AssertionError("only " + received + " predictions of " + total + " came");
        }
        return this;
    }

    Operator step(String id, StepState state) {
        step = state == StepState.BEGUN ? id : null;
        send(new StepMarked(++seq, now(), id, state));
        return this;
    }

    Operator types(String... argv) {
        int number = ++command;
        Instant begun = Instant.now();
        String typed = String.join(" ", argv);
        List<SessionEvent> events = new ArrayList<>();
        send(new CommandStarted(++seq, begun, number, typed, theatre.folder.toString(), step));
        Instant started = Instant.now();
        int exit;
        String output;
        try {
            Process process = new ProcessBuilder(argv)
                    .directory(theatre.folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            exit = process.waitFor();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
        Instant ended = Instant.now();
        Invocation invocation = new Invocation(
                1,
                List.of(argv),
                typed,
                theatre.folder.toString(),
                Map.of(),
                exit,
                ExitKnown.OBSERVED,
                Layer.SHELL,
                null,
                started,
                ended);
        events.add(new Invoked(++seq, ended, number, invocation));
        events.add(new CommandFinished(++seq, now(), number, exit, new Output(output, "", output.length(), 0)));
        send(events.toArray(SessionEvent[]::new));
        return this;
    }

    Operator leaves() {
        send(new SessionEnded(++seq, now(), 0, false));
        return this;
    }

    Operator endsTheRun() {
        send(new SessionEnded(++seq, now(), 0, true));
        return this;
    }

    /** What was recorded without a server arrives all at once. */
    Operator uploads() {
        online = true;
        send();
        return this;
    }

    private void send(SessionEvent... events) {
        unsent.addAll(List.of(events));
        if (online) {
            List<SessionEvent> batch = List.copyOf(unsent);
            unsent.clear();
            new Sessions(theatre.store).append(session, batch);
            theatre.harness().observe(session, batch);
        }
    }
}
