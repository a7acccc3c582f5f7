package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.cli.Main;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.promotion.Candidate;
import dev.understudy.promotion.LiveStop;
import dev.understudy.recording.EventJson;
import dev.understudy.run.RunState;
import dev.understudy.store.Store;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Live runs from the command line: step by step, stopped, and all of them stopped with no server there. */
class SteeringTest {
    private static final Pattern NAME = Pattern.compile("run (\\S+) acts");

    @TempDir
    static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = ServerFixture.start(folder, List.of("db-1", "db-2"));
        KnownWorkflow workflow = fixture.server().harness().workflows().stream()
                .filter(known -> known.runbook().equals("wal-archive-full"))
                .findFirst()
                .orElseThrow();
        WorkflowVersion version = fixture.server().backstage().library().version(workflow);
        Candidate candidate = new Candidate(version, List.of());
        fixture.server().backstage().promotions().override(candidate, null, "rita", "for the test");
        fixture.server().backstage().promotions().confirm(candidate, "sam");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void a_run_goes_step_by_step_and_only_what_was_shown_leaves() throws Exception {
        Outcome started = run("run", "wal-archive-full", "--target", "db-1", "--step-by-step");
        assertThat(started.exit()).as(started.err()).isZero();
        String name = name(started);
        JsonNode first = awaitHeld(name).orElseThrow();

        Outcome wrong = run("approve", name, "--yes", "0123456789abcdef");
        Outcome nobody = withNobodyThere("approve", name);
        Outcome right = run("approve", name, "--yes", first.path("fingerprint").asText());

        assertThat(wrong.exit()).isEqualTo(1);
        assertThat(wrong.err()).contains("another action than the one that was shown");
        assertThat(nobody.out()).contains(first.path("action").asText()).contains("Do exactly this?");
        assertThat(right.exit()).as(right.err()).isZero();
        while (!ended(name)) {
            awaitHeld(name)
                    .ifPresent(held -> run(
                            "approve", name, "--yes", held.path("fingerprint").asText()));
        }
        JsonNode state = EventJson.mapper()
                .readTree(fixture.http().as("grace").get("/api/v1/runs/" + name).body());
        assertThat(state.path("failed").asBoolean()).as(state.toString()).isFalse();
        assertThat(state.path("outcome").asText()).isEqualTo("went to its end");
        assertThat(new AuditLog(fixture.server().store()).latest(name, 50))
                .extracting(AuditEntry::act)
                .contains(Act.LIVE_STARTED, Act.OPERATION_APPROVED);
    }

    @Test
    void a_run_that_waits_is_stopped_with_its_reason_in_the_audit_log() throws Exception {
        String name = name(run("run", "wal-archive-full", "--target", "db-2", "--step-by-step"));
        awaitHeld(name);

        Outcome paused = run("pause", name, "--reason", "lunch");
        Outcome stopped = run("stop", name, "--with-compensation", "--reason", "wrong host");

        assertThat(paused.exit()).as(paused.err()).isZero();
        assertThat(stopped.exit()).as(stopped.err()).isZero();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> ended(name));
        assertThat(new AuditLog(fixture.server().store()).latest(name, 10))
                .extracting(entry -> entry.details().get("reason"))
                .contains("lunch", "WITH_COMPENSATION: wrong host");
        assertThat(folder.resolve("db-2/archive/000000010000000000000010")).exists();
    }

    @Test
    void all_live_runs_are_stopped_where_no_server_answers_by_the_database_alone() {
        Path database = folder.resolve("alone.db");
        Store.open(database).close();

        Outcome stopped = runOn(
                "http://127.0.0.1:1", "stop", "--all-live", "--db", database.toString(), "--reason", "what is on?");
        Outcome nowhere = runOn("http://127.0.0.1:1", "stop", "--all-live", "--db", "/nowhere.db", "--reason", "x");

        assertThat(stopped.exit()).as(stopped.err()).isZero();
        assertThat(stopped.out()).contains("told directly");
        assertThat(nowhere.exit()).isEqualTo(4);
        assertThat(nowhere.err()).contains("/nowhere.db");
        try (Store store = Store.open(database)) {
            assertThat(new LiveStop(store).stopped()).isTrue();
            assertThat(new AuditLog(store).latest("fleet", 1))
                    .extracting(AuditEntry::act)
                    .containsExactly(Act.ALL_LIVE_STOPPED);
        }
    }

    private static String name(Outcome started) {
        Matcher matcher = NAME.matcher(started.out());
        assertThat(matcher.find()).as(started.out() + started.err()).isTrue();
        return matcher.group(1);
    }

    private static boolean ended(String run) {
        return fixture.server().backstage().runs().find(run).orElseThrow().state() != RunState.OPEN;
    }

    /** The first write that waits; empty where the run ended instead. */
    private static Optional<JsonNode> awaitHeld(String run) {
        Awaitility.await("a write of " + run)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> ended(run) || waiting(run).isPresent());
        return waiting(run);
    }

    private static Optional<JsonNode> waiting(String run) {
        Outcome outcome = run("approve", run, "--json");
        try {
            return outcome.exit() == 0
                    ? Optional.ofNullable(
                            EventJson.mapper().readTree(outcome.out()).get(0))
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(outcome.out(), e);
        }
    }

    private static Outcome withNobodyThere(String... args) {
        InputStream terminal = System.in;
        System.setIn(InputStream.nullInputStream());
        try {
            return run(args);
        } finally {
            System.setIn(terminal);
        }
    }

    private static Outcome run(String... args) {
        return runOn(fixture.server().uri().toString(), args);
    }

    private static Outcome runOn(String server, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--server";
        all[args.length + 1] = server;
        return new Outcome(commandLine.execute(all), out.toString(), err.toString());
    }

    private record Outcome(int exit, String out, String err) {}
}
