package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.lab.TemporalLab;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.sample.ArchiveLogsAutomation;
import dev.understudy.schedule.Overlap;
import dev.understudy.schedule.Schedule;
import dev.understudy.schedule.ScheduleRequest;
import dev.understudy.schedule.ScheduledStart;
import dev.understudy.schedule.SkipReason;
import dev.understudy.schedule.Skipped;
import dev.understudy.schedule.Timing;
import io.temporal.api.schedule.v1.ScheduleInfo;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Runs by the clock, on a real Temporal server. */
class SchedulesTest {
    private static final Duration NEVER_HERE = Duration.ofDays(400);
    private static WorkflowServiceStubs temporal;

    @TempDir
    Path dir;

    private final String id = "nightly-" + UUID.randomUUID().toString().substring(0, 8);
    private Theatre theatre;

    @BeforeAll
    static void connect() {
        temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalLab.shared().address())
                .build());
        temporal.connect(Duration.ofSeconds(60));
    }

    @AfterAll
    static void disconnect() {
        temporal.shutdownNow();
    }

    @BeforeEach
    void open() {
        theatre = new Theatre(
                dir, temporal, WorkflowClientOptions.getDefaultInstance(), 0, List.of(new ArchiveLogsAutomation()));
        theatre.log("app.log");
    }

    @AfterEach
    void close() {
        for (Schedule schedule : theatre.harness().schedules().all()) {
            theatre.harness().schedules().delete(schedule.id(), "grace", "the test is over");
        }
        theatre.close();
    }

    @Test
    void a_rehearsal_begins_by_the_clock_and_is_a_run_like_any_other() {
        create(Mode.DRY_RUN, Timing.every(Duration.ofSeconds(1)), Overlap.SKIP, false);
        Run run = awaitRun();

        theatre.harness().schedules().pause(id, "grace", "enough");
        theatre.awaitClosed(run.id());

        assertThat(run.id()).startsWith(id + "-");
        assertThat(run.mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(run.params()).containsEntry("folder", theatre.folder.toString());
        assertThat(theatre.journal().ofRun(run.id()))
                .extracting(JournalEntry::resolution)
                .contains(Resolution.REHEARSED);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        Schedule schedule = theatre.harness().schedules().find(id);
        assertThat(schedule.started()).isPositive();
        assertThat(schedule.recent()).extracting(ScheduledStart::run).contains(run.id());
        assertThat(schedule.next()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Overlap.class)
    void what_was_asked_for_is_what_temporal_keeps(Overlap overlap) {
        Timing timing =
                new Timing(List.of("0 3 * * 1"), null, "Europe/Berlin", Duration.ofMinutes(5), Duration.ofMinutes(20));

        theatre.harness()
                .schedules()
                .create(new ScheduleRequest(
                        id,
                        "archive-logs",
                        "host-1",
                        Mode.SHADOW,
                        params(),
                        timing,
                        overlap,
                        true,
                        true,
                        "not before the holidays are over",
                        "grace"));

        Schedule made = theatre.harness().schedules().find(id);
        assertThat(made.overlap()).isEqualTo(overlap);
        assertThat(made.catchUp()).isEqualTo(Duration.ofMinutes(20));
        assertThat(made.jitter()).isEqualTo(Duration.ofMinutes(5));
        assertThat(made.when()).containsExactly("0 3 * * 1 (Europe/Berlin)");
        assertThat(made.paused()).isTrue();
        assertThat(made.pauseOnFailure()).isTrue();
        assertThat(made.mode()).isEqualTo(Mode.SHADOW);
        assertThat(made.workflowType()).isEqualTo("ArchiveLogs");
        assertThat(made.note()).isEqualTo("not before the holidays are over");
    }

    @Test
    void what_is_due_while_the_shadow_before_still_waits_for_its_operator_is_skipped_and_the_schedule_says_why() {
        create(Mode.SHADOW, Timing.every(Duration.ofSeconds(1)), Overlap.SKIP, false);

        Schedule schedule = Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(
                        () -> theatre.harness().schedules().find(id),
                        found -> !found.skipped().isEmpty());

        assertThat(schedule.skipped()).extracting(Skipped::reason).containsExactly(SkipReason.OVERLAP);
        assertThat(schedule.skipped().get(0).words()).contains("skipped: the run before still went on");
        assertThat(schedule.running()).hasSize(1);
        // An operator takes it up under its name.
        String run = schedule.running().get(0);
        theatre.harness().schedules().pause(id, "grace", "one is enough");
        theatre.operator(run, "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", theatre.folder + "/app.log")
                .awaitsPredictions(3)
                .endsTheRun();
        assertThat(theatre.awaitReport(run).run()).isEqualTo(run);
    }

    @Test
    void invariant_1_a_scheduled_live_run_is_asked_for_its_keys_at_each_run() {
        theatre.promote("ArchiveLogs");
        create(Mode.LIVE, Timing.every(NEVER_HERE), Overlap.SKIP, false);
        theatre.promoted.clear();

        String refused = backfilledRun(Instant.parse("2024-01-01T00:00:00Z"));

        theatre.awaitClosed(refused);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.journal().ofRun(refused))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.REFUSED);
        Schedule schedule = theatre.harness().schedules().find(id);
        assertThat(schedule.skipped())
                .singleElement()
                .satisfies(skipped -> assertThat(skipped.reason()).isEqualTo(SkipReason.KEY_MISSING))
                .satisfies(skipped -> assertThat(skipped.words()).contains("ArchiveLogs is not promoted"));
        assertThat(schedule.recent()).extracting(ScheduledStart::state).containsExactly(ScheduledStart.REFUSED);
        theatre.promote("ArchiveLogs");
        String acting = backfilledRun(Instant.parse("2020-01-01T00:00:00Z"));
        theatre.awaitClosed(acting);
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_schedule_of_live_runs_is_refused_while_its_workflow_is_not_promoted() {
        assertThatThrownBy(() -> create(Mode.LIVE, Timing.every(Duration.ofHours(1)), Overlap.SKIP, false))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_PROMOTED));
        assertThat(theatre.harness().schedules().all()).isEmpty();
    }

    @Test
    void a_backfill_makes_up_for_each_time_once() {
        create(Mode.DRY_RUN, Timing.every(Duration.ofHours(1)), Overlap.ALLOW_ALL, true);
        Instant midnight = Instant.parse("2026-01-01T00:00:00Z");

        List<Instant> first = theatre.harness()
                .schedules()
                .backfill(id, midnight.minusSeconds(1), midnight.plus(2, ChronoUnit.HOURS), null, "grace", "late");
        first.forEach(time -> awaitClosed(id + "-" + time));
        List<Instant> again = theatre.harness()
                .schedules()
                .backfill(id, midnight.minusSeconds(1), midnight.plus(3, ChronoUnit.HOURS), null, "grace", "again");

        assertThat(first)
                .containsExactly(midnight, midnight.plus(1, ChronoUnit.HOURS), midnight.plus(2, ChronoUnit.HOURS));
        assertThat(again).containsExactly(midnight.plus(3, ChronoUnit.HOURS));
        again.forEach(time -> awaitClosed(id + "-" + time));
        assertThat(new AuditLog(theatre.store).latest(id, 10))
                .extracting(AuditEntry::act)
                .containsExactly(Act.SCHEDULE_BACKFILLED, Act.SCHEDULE_BACKFILLED, Act.SCHEDULE_CREATED);
    }

    @Test
    void a_schedule_that_is_not_there_cannot_be_paused_and_a_name_is_given_once() {
        assertThatThrownBy(() -> theatre.harness().schedules().pause("nowhere", "grace", "why not"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_SCHEDULE));
        create(Mode.DRY_RUN, Timing.every(Duration.ofHours(1)), Overlap.SKIP, true);
        assertThatThrownBy(() -> create(Mode.DRY_RUN, Timing.every(Duration.ofHours(1)), Overlap.SKIP, true))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NAME_TAKEN));
        assertThatThrownBy(() -> theatre.harness()
                        .schedules()
                        .create(new ScheduleRequest(
                                "other",
                                "archive-logs",
                                "host-1",
                                Mode.DRY_RUN,
                                params(),
                                new Timing(List.of("every monday"), null, null, Duration.ZERO, null),
                                Overlap.SKIP,
                                true,
                                false,
                                "",
                                "grace")))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.BAD_SCHEDULE));
    }

    @Test
    void what_temporal_counts_as_missed_or_dropped_has_its_reason() {
        Schedule schedule = new ScheduleReading(theatre.store)
                .schedule(
                        "s",
                        DescribeScheduleResponse.newBuilder()
                                .setInfo(ScheduleInfo.newBuilder()
                                        .setMissedCatchupWindow(3)
                                        .setBufferDropped(1)
                                        .setOverlapSkipped(2))
                                .build(),
                        Map.of());

        assertThat(schedule.skipped())
                .extracting(Skipped::words)
                .containsExactly(
                        "2 skipped: the run before still went on",
                        "3 skipped: Temporal was away at the time, for longer than the catch-up window allows",
                        "1 skipped: too many runs waited for the one before");
    }

    @Test
    void temporal_within_the_process_refuses_schedules_in_so_many_words(@TempDir Path other) {
        try (TestWorkflowEnvironment inProcess = Theatre.temporal();
                Theatre there = new Theatre(
                        other, inProcess.getWorkflowServiceStubs(), WorkflowClientOptions.getDefaultInstance())) {
            assertThatThrownBy(() -> there.harness().schedules().all())
                    .isInstanceOfSatisfying(
                            RunRefused.class,
                            refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_SCHEDULES))
                    .hasMessageContaining("--temporal HOST:PORT");
        }
    }

    private void create(Mode mode, Timing timing, Overlap overlap, boolean paused) {
        theatre.harness()
                .schedules()
                .create(new ScheduleRequest(
                        id, "archive-logs", "host-1", mode, params(), timing, overlap, paused, false, "", "grace"));
    }

    private Map<String, String> params() {
        return Map.of("folder", theatre.folder.toString());
    }

    private Run awaitRun() {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> new Runs(theatre.store).recent(RunFilter.ANY, 1), runs -> !runs.isEmpty())
                .get(0);
    }

    /** The run for the first time at which the schedule was due within 400 days after {@code from}. */
    private String backfilledRun(Instant from) {
        List<Instant> due = theatre.harness()
                .schedules()
                .backfill(id, from, from.plus(NEVER_HERE), Overlap.ALLOW_ALL, "grace", "for the test");
        String run = id + "-" + due.get(0);
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> new Runs(theatre.store).find(run).isPresent());
        return run;
    }

    private void awaitClosed(String run) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(40))
                .until(() -> new Runs(theatre.store)
                        .find(run)
                        .filter(found -> found.state() == RunState.CLOSED)
                        .isPresent());
    }
}
