package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.backtest.Backtest;
import dev.understudy.backtest.BacktestOutcome;
import dev.understudy.backtest.BacktestRecords;
import dev.understudy.backtest.BacktestedRun;
import dev.understudy.backtest.Backtests;
import dev.understudy.evidence.Aim;
import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.Evidences;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.report.Reports;
import dev.understudy.sample.ArchiveLogs;
import dev.understudy.sample.ArchiveLogsInput;
import dev.understudy.sample.ArchiveLogsSlowly;
import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.CompressLog;
import dev.understudy.sample.ListLogs;
import dev.understudy.sample.LogOperations;
import dev.understudy.sample.OtherVersion;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Versions of a workflow against runs that were really recorded, in lockstep with the version of then. */
class BacktestTest extends OnTemporal {
    @Test
    void the_same_code_reproduces_what_it_decided() throws Exception {
        recorded("run-1", "app.log.gz");

        Backtest backtest = backtest(ArchiveLogsWorkflow.class);

        assertThat(backtest.runs()).as(backtest.text()).singleElement().satisfies(run -> {
            assertThat(run.outcome()).isEqualTo(BacktestOutcome.REPRODUCED);
            assertThat(run.operations()).isEqualTo(4);
        });
        assertThat(backtest.clean()).isTrue();
    }

    @Test
    void a_version_that_decides_the_same_in_other_code_reproduces_it_however_long_it_waits() throws Exception {
        recorded("run-1", "app.log.gz");

        assertThat(only(ArchiveLogsSlowly.class).outcome()).isEqualTo(BacktestOutcome.REPRODUCED);
    }

    @Test
    void where_the_operator_went_another_way_the_same_code_follows_them_as_it_did_then() throws Exception {
        recorded("run-1", "other.gz");

        assertThat(only(ArchiveLogsWorkflow.class).outcome()).isEqualTo(BacktestOutcome.REPRODUCED);
    }

    @Test
    void the_first_decision_that_differs_is_shown_beside_the_one_before_and_the_operators() throws Exception {
        recorded("run-1", "app.log.gz");

        BacktestedRun run = only(MovesToOther.class);

        assertThat(run.outcome()).isEqualTo(BacktestOutcome.DIFFERS);
        assertThat(run.first()).isNotNull().satisfies(first -> {
            assertThat(first.number()).isEqualTo(2);
            assertThat(first.step()).isEqualTo("move");
            assertThat(first.words())
                    .contains("now move file:" + theatre.folder + "/app.log.gz {to=" + theatre.archive + "/other.gz}")
                    .contains("before move file:" + theatre.folder + "/app.log.gz {to=" + theatre.archive);
            assertThat(first.operators()).isEqualTo(first.before());
        });
        assertThat(backtest(MovesToOther.class).clean()).isFalse();
    }

    @Test
    void a_version_that_decides_as_the_operator_did_agrees_with_them_and_that_is_not_reproducing() throws Exception {
        recorded("run-1", "other.gz");

        Backtest backtest = backtest(MovesToOther.class);

        assertThat(backtest.runs().get(0).outcome()).as(backtest.text()).isEqualTo(BacktestOutcome.AGREES);
        assertThat(backtest.clean()).isFalse();
    }

    @Test
    void a_version_that_does_less_differs() throws Exception {
        recorded("run-1", "app.log.gz");

        BacktestedRun run = only(OnlyCompresses.class);

        assertThat(run.outcome()).isEqualTo(BacktestOutcome.DIFFERS);
        assertThat(run.first()).isNotNull().satisfies(first -> {
            assertThat(first.decided()).isNull();
            assertThat(first.words()).contains("now it ends; before move file:");
        });
    }

    @Test
    void what_was_not_recorded_is_said_and_never_made_up() throws Exception {
        recorded("run-1", "app.log.gz");

        BacktestedRun other = only(LooksElsewhere.class);
        BacktestedRun more = only(LooksTwice.class);
        BacktestedRun later = only(LooksTooEarly.class);

        assertThat(List.of(other, more, later))
                .extracting(BacktestedRun::outcome)
                .containsOnly(BacktestOutcome.NOT_REPRODUCIBLE);
        assertThat(other.why()).contains("/elsewhere").contains("not read in the run");
        assertThat(more.why()).contains("after other writes");
        assertThat(later.why()).contains("after other writes");
    }

    @Test
    void what_waits_for_a_signal_that_was_not_recorded_is_not_reproducible() throws Exception {
        recorded("run-1", "app.log.gz");

        assertThat(only(WaitsForever.class).why()).contains("waits for something that was not recorded");
    }

    @Test
    void invariant_8_a_changed_version_keeps_the_evidence_of_the_runs_that_it_reproduced_and_only_of_those()
            throws Exception {
        recorded("run-1", "app.log.gz");
        recorded("run-2", "other.gz");
        Evidence before = evidence(backtest(ArchiveLogsSlowly.class));
        BacktestRecords records = new BacktestRecords(theatre.store, Clock.systemUTC());

        Backtest same = backtest(ArchiveLogsSlowly.class);
        records.save(same, "ada");
        Evidence kept = evidence(same);
        Backtest changed = backtest(MovesToOther.class);
        records.save(changed, "ada");

        assertThat(before.countedRuns()).isZero();
        assertThat(same.clean()).as(same.text()).isTrue();
        assertThat(kept.sentence()).startsWith("1 divergence in 2 runs, 2 kept by backtest");
        assertThat(kept.counted()).allSatisfy(run -> assertThat(run.kept()).isNotNull());
        assertThat(changed.clean()).as(changed.text()).isFalse();
        assertThat(evidence(changed).countedRuns()).isZero();
        assertThat(records.latest(same.version()).orElseThrow().backtest().runs())
                .isEqualTo(same.runs());
        assertThat(new AuditLog(theatre.store, Clock.systemUTC()).latest("ArchiveLogs", 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.act()).isEqualTo(Act.BACKTESTED));
    }

    private Evidence evidence(Backtest backtest) {
        return new Evidences(theatre.store).of(backtest.version(), Aim.DEFAULT);
    }

    @Test
    void invariant_1_nothing_leaves_in_a_backtest_for_its_worker_has_no_activities() throws Exception {
        recorded("run-1", "app.log.gz");
        List<String> before = theatre.names(theatre.archive);
        theatre.log("app.log");

        // Its activities would fail the test, and what it moves would be in the archive.
        backtest(ArchiveLogsWorkflow.class);
        backtest(MovesToOther.class);

        assertThat(theatre.names(theatre.archive)).isEqualTo(before);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.journal().ofRun("run-1")).hasSize(4);
    }

    private void recorded(String run, String archivedAs) {
        theatre.log("app.log");
        String logs = theatre.folder.toString();
        theatre.operator(run, "session-" + run)
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .types(
                        "mv",
                        logs + "/app.log.gz",
                        theatre.archive.resolve(archivedAs).toString())
                .awaitsPredictions(4)
                .endsTheRun();
        new Reports(theatre.store).save(theatre.awaitReport(run));
    }

    private Backtest backtest(Class<?> version) throws InterruptedException {
        return new Backtests(theatre.store, Clock.systemUTC()).run(new OtherVersion(version), Theatre.runbook(), null);
    }

    private BacktestedRun only(Class<?> version) throws InterruptedException {
        return backtest(version).runs().get(0);
    }

    private static LogOperations step(String id) {
        return Workflow.newActivityStub(
                LogOperations.class,
                ActivityOptions.newBuilder()
                        .setSummary(id)
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
    }

    /** Moves a file to where the version of then would not have. */
    public record Rename(String from, String to) implements WriteOperation<String> {
        @Override
        public Action action() {
            return FileActions.move(from, to);
        }

        @Override
        public String simulate(World world) {
            return to;
        }
    }

    @ActivityInterface
    public interface Renaming {
        String rename(Rename operation);
    }

    public static final class MovesToOther implements ArchiveLogs {
        private final Renaming renaming = Workflow.newActivityStub(
                Renaming.class,
                ActivityOptions.newBuilder()
                        .setSummary("move: under another name")
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());

        @Override
        public String archive(ArchiveLogsInput input) {
            for (String name : step("look").listLogs(new ListLogs(input.folder()))) {
                step("compress").compressLog(new CompressLog(input.folder(), name));
                renaming.rename(new Rename(input.folder() + "/" + name + ".gz", input.archive() + "/other.gz"));
            }
            return "";
        }
    }

    public static final class OnlyCompresses implements ArchiveLogs {
        @Override
        public String archive(ArchiveLogsInput input) {
            for (String name : step("look").listLogs(new ListLogs(input.folder()))) {
                step("compress").compressLog(new CompressLog(input.folder(), name));
            }
            return "";
        }
    }

    public static final class LooksElsewhere implements ArchiveLogs {
        @Override
        public String archive(ArchiveLogsInput input) {
            return step("look")
                    .listLogs(new ListLogs(input.folder() + "/elsewhere"))
                    .toString();
        }
    }

    public static final class LooksTwice implements ArchiveLogs {
        @Override
        public String archive(ArchiveLogsInput input) {
            List<String> first = step("look").listLogs(new ListLogs(input.folder()));
            return first + "" + step("look").listLogs(new ListLogs(input.folder()));
        }
    }

    public static final class LooksTooEarly implements ArchiveLogs {
        @Override
        public String archive(ArchiveLogsInput input) {
            step("look").listLogs(new ListLogs(input.folder()));
            step("compress").compressLog(new CompressLog(input.folder(), "app.log"));
            return step("look").listLogs(new ListLogs(input.folder())).toString();
        }
    }

    public static final class WaitsForever implements ArchiveLogs {
        @Override
        public String archive(ArchiveLogsInput input) {
            step("look").listLogs(new ListLogs(input.folder()));
            Workflow.await(() -> false);
            return "";
        }
    }
}
