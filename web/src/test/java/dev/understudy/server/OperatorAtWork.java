package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.runbook.ShippedRunbooks;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An operator who really runs programs on a host, and whose events reach the server as a recorder would send them: over HTTP,
 * in small batches, with the commitments that arrived in between.
 */
final class OperatorAtWork {
    private final HttpCaller http;
    private final ArchiveHost host;
    private final String operator;
    private final String run;
    private final List<SessionEvent> unsent = new ArrayList<>();
    private long seq;
    private long commitments;
    private int command;

    OperatorAtWork(HttpCaller http, ArchiveHost host, String operator, String run) {
        this.http = http;
        this.host = host;
        this.operator = operator;
        this.run = run;
    }

    String session() {
        return "session-" + run;
    }

    /** Works through the whole runbook; {@code instead} of nothing where the operator leaves it. */
    OperatorAtWork worksByTheBook() throws Exception {
        return starts().compresses().moves().links().cleans().ends();
    }

    OperatorAtWork starts() throws Exception {
        String fingerprint =
                ShippedRunbooks.find("wal-archive-full").orElseThrow().fingerprint();
        unsent.add(new SessionStarted(
                ++seq,
                Instant.now(),
                session(),
                run,
                "wal-archive-full",
                fingerprint,
                host.name(),
                operator,
                "workstation",
                Map.of(),
                true));
        send();
        return this;
    }

    OperatorAtWork compresses() throws Exception {
        awaits(5);
        return types(
                "for f in 10 11; do gzip \"$f\"; done",
                "compress",
                List.of("gzip", host.segment("10").toString()),
                List.of("gzip", host.segment("11").toString()));
    }

    OperatorAtWork moves() throws Exception {
        awaits(8);
        return types(
                "mv *.gz cold/",
                "move",
                List.of("mv", host.segment("10") + ".gz", host.segment("11") + ".gz", host.cold() + "/"));
    }

    OperatorAtWork links() throws Exception {
        awaits(9);
        return types(
                "ln -sfn ../cold archive/cold",
                "link",
                List.of(
                        "ln",
                        "-sfn",
                        host.cold().toString(),
                        host.archive().resolve("cold").toString()));
    }

    OperatorAtWork cleans() throws Exception {
        awaits(11);
        return types("rm *.partial", "clean", List.of("rm", host.partial().toString()));
    }

    /** What the workflow would never do. */
    OperatorAtWork deletesTheBackupHistory() throws Exception {
        return types("rm *.backup", "clean", List.of("rm", host.backupHistory().toString()));
    }

    OperatorAtWork missesSomething() throws Exception {
        unsent.add(new GapFound(++seq, Instant.now(), "nested-shell", "an ssh session was not seen"));
        send();
        return this;
    }

    OperatorAtWork ends() throws Exception {
        unsent.add(new SessionEnded(++seq, Instant.now(), 0, true));
        send();
        return this;
    }

    /** Runs the programs one after the other, as one typed line. */
    @SafeVarargs
    final OperatorAtWork types(String line, String step, List<String>... programs) throws Exception {
        command++;
        unsent.add(new CommandStarted(
                ++seq, Instant.now(), command, line, host.root().toString(), step));
        send();
        int number = 0;
        int exit = 0;
        StringBuilder printed = new StringBuilder();
        for (List<String> argv : programs) {
            Instant began = Instant.now();
            Process process = new ProcessBuilder(argv)
                    .directory(host.root().toFile())
                    .redirectErrorStream(true)
                    .start();
            printed.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            exit = process.waitFor();
            unsent.add(new Invoked(
                    ++seq,
                    Instant.now(),
                    command,
                    new Invocation(
                            ++number,
                            argv,
                            null,
                            host.root().toString(),
                            Map.of(),
                            exit,
                            ExitKnown.OBSERVED,
                            Layer.SHELL,
                            null,
                            began,
                            Instant.now())));
        }
        unsent.add(new CommandFinished(
                ++seq, Instant.now(), command, exit, new Output(printed.toString(), "", printed.length(), 0)));
        send();
        return this;
    }

    /** Waits until the shadow has published so many predictions, and journals their commitments as a recorder does. */
    OperatorAtWork awaits(long predictions) throws Exception {
        for (int tries = 0; commitments < predictions; tries++) {
            assertThat(tries)
                    .as("prediction %s of run %s is published, after %s", predictions, run, commitments)
                    .isLessThan(30);
            JsonNode arrived = http.json("api/v1/runs/" + run + "/commitments?wait=2s&after=" + commitments);
            for (JsonNode one : arrived) {
                commitments = one.path("position").asLong();
                unsent.add(new CommitmentReceived(
                        ++seq,
                        Instant.now(),
                        one.path("prediction").asLong(),
                        one.path("hash").asText()));
            }
        }
        send();
        return this;
    }

    /** All that this operator's recorder would send of what was not sent yet. */
    static String ndjson(List<SessionEvent> events) {
        return events.stream().map(EventJson::write).collect(Collectors.joining("\n", "", "\n"));
    }

    private void send() throws Exception {
        HttpResponse<String> answer = http.post("api/v1/sessions/" + session() + "/events", ndjson(unsent));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"stored\":" + seq + "}");
        unsent.clear();
    }

    Path archive() {
        return host.archive();
    }
}
