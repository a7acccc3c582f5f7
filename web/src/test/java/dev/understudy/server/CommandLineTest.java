package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Main;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command line against a started server. */
class CommandLineTest {
    @TempDir
    static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = ServerFixture.start(folder, List.of("db-1", "db-2"));
        fixture.operator("carol", "db-2", "run-carol")
                .starts()
                .compresses()
                .moves()
                .links()
                .ends();
        fixture.awaitReport("run-carol");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void a_dry_run_prints_the_plan_and_changes_nothing() {
        Outcome outcome = run("dry-run", "wal-archive-full", "--target", "db-1");

        assertThat(outcome.out())
                .contains("nothing was changed")
                .contains("would change")
                .contains("COMPLETE");
        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(folder.resolve("db-1/archive/000000010000000000000010")).exists();
    }

    @Test
    void a_dry_run_on_an_unknown_target_is_a_matter_of_configuration() {
        Outcome outcome = run("dry-run", "wal-archive-full", "--target", "db-77");

        assertThat(outcome.err()).contains("db-77");
        assertThat(outcome.exit()).isEqualTo(3);
    }

    @Test
    void a_live_run_without_promotion_is_refused() {
        Outcome outcome = run("run", "wal-archive-full", "--target", "db-1");

        assertThat(outcome.err().lines()).hasSize(1);
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(folder.resolve("db-1/archive/000000010000000000000010")).exists();
    }

    @Test
    void the_report_of_a_diverged_run_is_printed_with_exit_code_1() {
        Outcome outcome = run("report", "run-carol");

        assertThat(outcome.out()).contains("DIVERGED");
        assertThat(outcome.exit()).isEqualTo(1);
        assertThat(run("report", "run-carol", "--json").out()).startsWith("{").contains("\"verdict\":\"DIVERGED\"");
        assertThat(run("report", "no-such-run").exit()).isEqualTo(3);
    }

    @Test
    void evidence_is_one_sentence_and_a_search_finds_operations() {
        assertThat(run("evidence", "WalArchiveFullWorkflow").out()).contains("1 divergence in 1 run");
        assertThat(run("search", "--activity", "MoveFile", "--run", "run-carol")
                        .out()
                        .lines())
                .hasSize(2);
    }

    @Test
    void schedules_are_refused_where_temporal_runs_within_the_process() {
        Outcome outcome = run("schedule", "list");
        assertThat(outcome.err()).contains("Temporal within this process has no schedules");
        assertThat(outcome.exit()).isEqualTo(1);
    }

    private static Outcome run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] all = java.util.Arrays.copyOf(args, args.length + 2);
        all[args.length] = "--server";
        all[args.length + 1] = fixture.server().uri().toString();
        return new Outcome(commandLine.execute(all), out.toString(), err.toString());
    }

    private record Outcome(int exit, String out, String err) {}
}
