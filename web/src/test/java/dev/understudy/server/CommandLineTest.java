package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.cli.Main;
import dev.understudy.recording.EventJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
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
        assertThat(run("evidence", "WalArchiveFullWorkflow").out())
                .contains("1 divergence in 1 run", "SPRT", "operators' own baseline", "clean", "runs:");
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

    @Test
    void runs_leave_in_the_form_that_is_asked_for() throws Exception {
        Path file = folder.resolve("log.xes");

        assertThat(run("export", "--format", "xes", "--workflow", "WalArchiveFullWorkflow", "-o", file.toString())
                        .exit())
                .isZero();

        assertThat(file).content().contains("<trace>", "run-carol/observed", "run-carol/predicted", "move file");
        assertThat(run("export", "--format", "markdown", "--run", "run-carol").out())
                .contains("# Run run-carol: DIVERGED");
        assertThat(run("export", "--format", "csv").out()).startsWith("run,side,");
        assertThat(run("export", "--format", "pdf").err()).contains("xes, ocel, csv, json, markdown");
        assertThat(run("export", "--format", "csv", "--run", "none").exit()).isEqualTo(3);
    }

    @Test
    void a_session_is_compared_with_a_plan_and_with_itself_without_a_server() throws Exception {
        String events =
                fixture.server().backstage().sessions().find("session-run-carol").orElseThrow().events().stream()
                        .map(EventJson::write)
                        .collect(Collectors.joining("\n"));
        Path session = Files.writeString(folder.resolve("carol.ndjson"), events);
        Path plan = Files.writeString(
                folder.resolve("plan.json"),
                run("dry-run", "wal-archive-full", "--target", "db-1", "--json").out());

        Outcome same = offline("compare", session.toString(), session.toString());
        Outcome planned = offline("compare", session.toString(), plan.toString());
        Outcome torn = offline(
                "compare",
                Files.writeString(folder.resolve("torn.ndjson"), events.substring(0, events.length() - 9))
                        .toString(),
                plan.toString());

        assertThat(same.out()).contains("the same on both sides, 0 differences");
        assertThat(same.exit()).as(same.out()).isZero();
        assertThat(planned.out()).contains("differences").contains("## Side by side");
        assertThat(planned.exit()).isEqualTo(1);
        assertThat(torn.err()).contains("torn.ndjson, line ");
        assertThat(torn.exit()).isEqualTo(3);
    }

    @Test
    void two_people_can_override_and_that_stays_visible_until_anyone_demotes() {
        Outcome refused = run("promote", "WalArchiveFullWorkflow", "--reason", "now", "--as", "rita");
        Outcome asked = run(
                "promote", "WalArchiveFullWorkflow", "--reason", "the old way is worse", "--override", "--as", "rita");
        Outcome same = run("confirm", "WalArchiveFullWorkflow", "--as", "rita");
        Outcome confirmed = run("confirm", "WalArchiveFullWorkflow", "--as", "sam");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(asked.out()).as(asked.err()).contains("is SHADOW").contains("a second person must confirm");
        assertThat(same.exit()).isEqualTo(1);
        assertThat(confirmed.out()).as(confirmed.err()).contains("is LIVE");
        assertThat(fixture.server()
                        .backstage()
                        .promotions()
                        .current("WalArchiveFullWorkflow")
                        .orElseThrow()
                        .overridden())
                .isTrue();
        assertThat(run("demote", "WalArchiveFullWorkflow", "--reason", "enough").out())
                .contains("is SHADOW");
    }

    @Test
    void a_backtest_of_the_same_code_reproduces_the_recorded_run() {
        Outcome outcome = offline(
                "backtest",
                "wal-archive-full",
                "--db",
                folder.resolve("understudy.db").toString(),
                "--since",
                "1d");

        assertThat(outcome.out())
                .as(outcome.err())
                .contains("1 of 1 run decided as before")
                .contains("Not recorded");
        assertThat(outcome.exit()).isZero();
        assertThat(offline(
                                "backtest",
                                "nothing",
                                "--db",
                                folder.resolve("understudy.db").toString())
                        .err())
                .contains("WalArchiveFullWorkflow");
        assertThat(offline("backtest", "wal-archive-full", "--db", "none.db").exit())
                .isEqualTo(3);
        assertThat(offline(
                                "backtest",
                                "wal-archive-full",
                                "--db",
                                folder.resolve("understudy.db").toString(),
                                "--since",
                                "soon")
                        .err())
                .contains("--since soon");
    }

    @Test
    void a_rule_is_previewed_proposed_and_ended_from_the_command_line() {
        String[] rule = {
            "--operation", "delete", "--object", "file:/**/*.partial", "--reason", "a partial file is scratch"
        };

        Outcome none = run("rule", "list");
        Outcome preview = run(with(rule, "rule", "preview"));
        Outcome added = run(with(rule, "rule", "add"));
        Outcome listed = run("rule", "list");
        Outcome ended = run("rule", "end", "rule-1", "--reason", "it was no scratch");
        Outcome twice = run("rule", "end", "rule-1", "--reason", "again");
        Outcome wrong = run("rule", "preview", "--kind", "ODD", "--reason", "x");

        assertThat(none.out()).contains("there is no rule");
        assertThat(preview.out())
                .contains("run run-carol: DIVERGED → CLEAN")
                .contains("injected divergences it would hide")
                .contains("needs a second person: it would hide what is critical");
        assertThat(added.out()).contains("rule-1 v1 is proposed. Another reviewer must confirm it");
        assertThat(listed.out()).contains("rule-1 v1  PROPOSED  hid 0");
        assertThat(ended.out()).contains("rule-1 is ended.");
        assertThat(twice.exit()).isEqualTo(1);
        assertThat(wrong.exit()).as(wrong.err()).isEqualTo(2);
    }

    private static String[] with(String[] options, String... command) {
        return java.util.stream.Stream.concat(java.util.Arrays.stream(command), java.util.Arrays.stream(options))
                .toArray(String[]::new);
    }

    private static Outcome offline(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Outcome(commandLine.execute(args), out.toString(), err.toString());
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
