package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Main;
import dev.understudy.lab.TemporalLab;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Schedules from the command line and on their pages, on a real Temporal server. */
class ScheduleCommandTest {
    @TempDir
    static Path folder;

    private static UnderstudyServer server;

    @BeforeAll
    static void start() throws Exception {
        ArchiveHost host = ArchiveHost.create(folder, "db-1");
        StringBuilder targets = new StringBuilder("targets:\n  db-1:\n    params:\n");
        host.params()
                .forEach((param, value) -> targets.append("      ")
                        .append(param)
                        .append(": ")
                        .append(value)
                        .append('\n'));
        server = UnderstudyServer.start(ServerConfig.local(folder.resolve("understudy.db"))
                .withPort(0)
                .withTemporal(TemporalLab.shared().address())
                .withTargets(Files.writeString(folder.resolve("targets.yaml"), targets)));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_schedule_is_made_listed_paused_made_up_for_and_deleted() throws Exception {
        Outcome made = run(
                "schedule",
                "create",
                "weekly",
                "--runbook",
                "wal-archive-full",
                "--target",
                "db-1",
                "--mode",
                "dry-run",
                "--cron",
                "0 3 * * 1",
                "--zone",
                "Europe/Berlin",
                "--jitter",
                "1m",
                "--overlap",
                "buffer-one");
        assertThat(made.exit()).as(made.err()).isZero();
        assertThat(made.out()).contains("weekly  DRY_RUN wal-archive-full on db-1, 0 3 * * 1 (Europe/Berlin); next ");

        assertThat(run("schedule", "pause", "weekly", "--reason", "holidays").exit())
                .isZero();
        assertThat(run("schedule", "list").out()).contains("; paused; 0 started");

        Outcome backfilled = run(
                "schedule",
                "backfill",
                "weekly",
                "--from",
                "2026-01-01T00:00:00Z",
                "--to",
                "2026-01-08T00:00:00Z",
                "--reason",
                "was away");
        assertThat(backfilled.out()).contains("makes up for 1 start");

        HttpCaller anna = HttpCaller.at(server.uri()).as("anna");
        assertThat(anna.get("schedules").body()).contains("weekly").contains("paused");
        assertThat(anna.get("schedules/weekly").body())
                .contains("bound to the schedule")
                .contains("one run waits for the end of the one before")
                .contains("Nothing was skipped");

        assertThat(run("schedule", "delete", "weekly", "--reason", "over").exit())
                .isZero();
        Outcome gone = run("schedule", "list", "weekly");
        assertThat(gone.exit()).isEqualTo(3);
        assertThat(gone.err()).contains("there is no schedule weekly");
    }

    @Test
    void what_cannot_be_is_refused_with_the_word_that_helps() {
        List<String> create = new ArrayList<>(
                List.of("schedule", "create", "s", "--runbook", "wal-archive-full", "--target", "db-1"));

        assertThat(run(create, "--mode", "live", "--every", "1h").exit()).isEqualTo(1);
        assertThat(run(create, "--mode", "dry-run").err()).contains("give a cron expression or a period");
        assertThat(run(create, "--mode", "dry-run", "--every", "often").err()).contains("a length such as 90s");
        assertThat(run(create, "--mode", "dry-run", "--every", "1h", "--overlap", "maybe")
                        .err())
                .contains("BUFFER_ONE");
    }

    private static Outcome run(List<String> first, String... more) {
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private static Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--server", server.uri().toString()));
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
        return new Outcome(exit, out.toString(), err.toString());
    }

    private record Outcome(int exit, String out, String err) {}
}
