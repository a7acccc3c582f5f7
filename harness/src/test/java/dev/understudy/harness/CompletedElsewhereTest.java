package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.automation.Automation;
import dev.understudy.divergence.Verdict;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.lab.TemporalLab;
import dev.understudy.rehearsal.Plan;
import dev.understudy.run.Targets;
import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.CompressLog;
import dev.understudy.sample.ListLogs;
import dev.understudy.sample.LogActivities;
import io.temporal.activity.Activity;
import io.temporal.activity.ManualActivityCompletionClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An activity that returns and is completed by somebody else is in flight until then, and not done. */
class CompletedElsewhereTest {
    @TempDir
    Path dir;

    private final BlockingQueue<Runnable> elsewhere = new LinkedBlockingQueue<>();
    private final AtomicBoolean listed = new AtomicBoolean();
    private TestWorkflowEnvironment temporal;
    private Theatre theatre;

    /** Leaves it to the test to do and to complete the first listing and every compression. */
    private final class Slow extends LogActivities {
        @Override
        public List<String> listLogs(ListLogs operation) {
            if (listed.getAndSet(true)) {
                return super.listLogs(operation);
            }
            later(() -> super.listLogs(operation));
            return List.of();
        }

        @Override
        public String compressLog(CompressLog operation) {
            later(() -> super.compressLog(operation));
            return "";
        }

        private void later(Supplier<Object> act) {
            ManualActivityCompletionClient client =
                    Activity.getExecutionContext().useLocalManualCompletion();
            elsewhere.add(() -> client.complete(act.get()));
        }
    }

    private final class Slowly implements Automation {
        @Override
        public String runbook() {
            return "archive-logs";
        }

        @Override
        public Class<?> workflow() {
            return ArchiveLogsWorkflow.class;
        }

        @Override
        public List<Object> activities(Targets targets, boolean live) {
            return List.of(new Slow());
        }

        @Override
        public List<String> authors() {
            return List.of("ada");
        }
    }

    @BeforeEach
    void open() {
        temporal = Theatre.temporal();
        theatre = theatre(dir, temporal.getWorkflowServiceStubs());
    }

    private Theatre theatre(Path folder, WorkflowServiceStubs service) {
        Theatre made =
                new Theatre(folder, service, WorkflowClientOptions.getDefaultInstance(), 600, List.of(new Slowly()));
        made.log("app.log");
        made.promote("ArchiveLogs");
        return made;
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    @Test
    void a_live_write_is_in_flight_until_it_is_completed_and_then_done_with_its_result() throws InterruptedException {
        listed.set(true);
        theatre.harness().startLive(theatre.request("run-1"));
        Runnable compression = next();

        assertThat(theatre.harness().control().inFlight("run-1"))
                .extracting(entry -> entry.operation().activityType())
                .containsExactly("CompressLog");
        compression.run();

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
        assertThat(awaitEnds("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE, Resolution.DONE, Resolution.DONE);
        assertThat(theatre.journal().ofRun("run-1").get(1).result()).contains("app.log.gz");
    }

    @Test
    void a_rehearsed_read_is_done_when_it_is_completed() throws InterruptedException {
        theatre.harness().startDryRun(theatre.request("run-1"));
        Runnable listing = next();

        assertThat(resolutions("run-1")).containsExactly(Resolution.INTENT);
        listing.run();

        Plan plan = theatre.harness().awaitPlan("run-1", Duration.ofSeconds(20));
        theatre.awaitClosed("run-1");
        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(awaitEnds("run-1").get(0).resolution()).isEqualTo(Resolution.DONE);
    }

    @Test
    void the_result_of_a_read_beside_an_operator_is_kept_as_it_was_completed() throws InterruptedException {
        Operator operator = theatre.operator("run-1", "session-1").begins();
        Runnable listing = next();

        assertThat(resolutions("run-1")).containsExactly(Resolution.INTENT);
        listing.run();
        operator.awaitsPredictions(2)
                .types("gzip", theatre.folder + "/app.log")
                .awaitsPredictions(3)
                .types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        assertThat(theatre.awaitReport("run-1").verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(theatre.journal().ofRun("run-1").get(0))
                .satisfies(entry -> assertThat(entry.resolution()).isEqualTo(Resolution.DONE))
                .satisfies(entry -> assertThat(entry.result()).isEqualTo("[\"app.log\"]"));
    }

    @Test
    void what_was_completed_while_no_worker_of_ours_listened_is_read_from_the_history() throws InterruptedException {
        theatre.close();
        WorkflowServiceStubs real = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalLab.shared().address())
                .build());
        theatre = theatre(dir.resolve("real"), real);
        String run = "elsewhere-" + System.nanoTime();
        theatre.harness().startDryRun(theatre.request(run));
        Runnable listing = next();
        theatre.restart();
        listing.run();

        theatre.awaitClosed(run);
        assertThat(theatre.journal().ofRun(run).get(0))
                .satisfies(entry -> assertThat(entry.resolution()).isEqualTo(Resolution.DONE))
                .satisfies(entry -> assertThat(entry.detail()).isEqualTo("as its workflow's history says"));
    }

    private Runnable next() throws InterruptedException {
        Runnable next = elsewhere.poll(20, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was asked for");
        }
        return next;
    }

    private List<Resolution> resolutions(String run) {
        Awaitility.await().until(() -> !theatre.journal().ofRun(run).isEmpty());
        return theatre.journal().ofRun(run).stream()
                .map(JournalEntry::resolution)
                .toList();
    }

    private List<JournalEntry> awaitEnds(String run) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> theatre.journal().ofRun(run).stream()
                        .noneMatch(entry -> entry.resolution() == Resolution.INTENT));
        return theatre.journal().ofRun(run);
    }
}
