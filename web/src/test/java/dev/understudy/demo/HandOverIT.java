package dev.understudy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.lab.RealPart;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.server.ServerConfig;
import dev.understudy.server.UnderstudyServer;
import dev.understudy.transcript.Session;
import dev.understudy.transcript.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two operators on two machines (two homes) do one run, one after the other, each in a real recorder shell. */
final class HandOverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String NEXT = "\u0018\u000e";

    @TempDir
    Path folder;

    @Test
    void the_next_operator_goes_on_where_the_first_stopped_knowing_only_the_runs_name() throws Exception {
        RealPart.require("script");
        Path books = Files.createDirectories(folder.resolve("books"));
        Path book = Files.writeString(
                books.resolve("drain.md"),
                "# Drain\n## Look\n```sh\necho look at <node>\n```\n## Drain\n```sh\necho drain <node>\n```\n");
        Path targets = Files.writeString(folder.resolve("targets.yaml"), "targets:\n  cluster-1:\n    params: {}\n");
        try (UnderstudyServer server = UnderstudyServer.start(ServerConfig.local(folder.resolve("understudy.db"))
                .withPort(0)
                .withTargets(targets)
                .withRunbooks(books))) {
            String url = server.uri().toString();

            try (Typist alice = operator(
                    "alice",
                    url,
                    "--runbook",
                    book.toString(),
                    "--target",
                    "cluster-1",
                    "--run",
                    "drain-7",
                    "--param",
                    "node=n-1")) {
                alice.awaitPrompt(PATIENCE);
                alice.type("step 1");
                alice.awaitPrompt(PATIENCE);
                untilTheServerHasAll(alice);
                alice.type("run hand-over");
                alice.awaitPrompt(PATIENCE);
                alice.type("exit");
                assertThat(alice.awaitExit(PATIENCE)).isZero();
                assertThat(alice.screen()).contains("understudy record --run drain-7");
            }
            Run open = new Runs(server.store()).find("drain-7").orElseThrow();
            assertThat(open.endedAt()).isNull();

            try (Typist bob = operator("bob", url, "--run", "drain-7")) {
                bob.awaitPrompt(PATIENCE);
                untilTheServerHasAll(bob);
                bob.type(NEXT);
                bob.awaitPrompt(PATIENCE);
                bob.type(NEXT);
                bob.awaitPrompt(PATIENCE);
                bob.type("exit");
                assertThat(bob.awaitExit(PATIENCE)).isZero();
                assertThat(bob.screen()).contains("(rec drain-7 1/2 ok)", "look at n-1", "drain n-1");
            }

            await().atMost(PATIENCE)
                    .until(() -> new Runs(server.store())
                                    .find("drain-7")
                                    .orElseThrow()
                                    .endedAt()
                            != null);
            Run run = new Runs(server.store()).find("drain-7").orElseThrow();
            assertThat(run.operators()).containsExactly("alice", "bob");
            List<Session> sessions = new Sessions(server.store()).ofRun("drain-7");
            assertThat(sessions).hasSize(2);
            assertThat(start(sessions.get(1)).runbookFingerprint())
                    .isEqualTo(start(sessions.get(0)).runbookFingerprint());
            assertThat(start(sessions.get(1)).params()).containsExactly(Map.entry("node", "n-1"));
            assertThat(typed(sessions.get(1))).contains("look-1: echo look at n-1", "drain-1: echo drain n-1");
        }
    }

    @Test
    void a_run_that_nobody_knows_is_not_joined() throws Exception {
        RealPart.require("script");
        try (UnderstudyServer server = UnderstudyServer.start(
                ServerConfig.local(folder.resolve("understudy.db")).withPort(0))) {
            try (Typist carol = operator("carol", server.uri().toString(), "--run", "nowhere")) {
                assertThat(carol.awaitExit(PATIENCE)).isEqualTo(3);
                assertThat(carol.screen()).contains("the server knows no manual run nowhere");
            }
        }
    }

    private Typist operator(String name, String url, String... options) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve(".bashrc"), "PS1='$ '\n");
        List<String> command =
                new ArrayList<>(List.of(RealPart.project().resolve("understudy").toString(), "record"));
        command.addAll(List.of("--operator", name, "--server", url));
        command.addAll(List.of(options));
        return Typist.start(
                command, home, Map.of("HOME", home.toString(), "XDG_STATE_HOME", "", "XDG_CONFIG_HOME", ""));
    }

    private static void untilTheServerHasAll(Typist typist) throws Exception {
        for (int tries = 0; tries < 100 && !typist.screen().contains(" ok) "); tries++) {
            typist.type(":");
            typist.awaitPrompt(PATIENCE);
            Thread.sleep(300);
        }
    }

    private static SessionStarted start(Session session) {
        return (SessionStarted) session.events().get(0);
    }

    private static List<String> typed(Session session) {
        List<String> lines = new ArrayList<>();
        for (SessionEvent event : session.events()) {
            if (event instanceof CommandStarted command) {
                lines.add(command.step() + ": " + command.typed());
            }
        }
        return lines;
    }
}
