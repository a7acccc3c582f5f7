package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sample.ArchiveLogsInput;
import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.LogActivities;
import dev.understudy.shadow.Shadowing;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories stay what plain Temporal would have written. */
class HistoryTest extends OnTemporal {
    private static final Set<EventType> COMMANDS = Set.of(
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_TIMER_STARTED,
            EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED,
            EventType.EVENT_TYPE_TIMER_CANCELED,
            EventType.EVENT_TYPE_MARKER_RECORDED,
            EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED,
            EventType.EVENT_TYPE_NEXUS_OPERATION_SCHEDULED,
            EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES,
            EventType.EVENT_TYPE_WORKFLOW_PROPERTIES_MODIFIED);

    @Test
    void invariant_11_a_live_history_replays_with_and_without_the_harness() throws Exception {
        WorkflowExecutionHistory live = live();

        WorkflowReplayer.replayWorkflowExecution(live, ArchiveLogsWorkflow.class);
        replayWithHarness(live);
    }

    @Test
    void invariant_11_a_shadow_history_replays_with_the_harness() throws Exception {
        replayWithHarness(shadow());
    }

    @Test
    void invariant_11_no_mode_adds_a_command_to_what_plain_temporal_writes() {
        theatre.log("app.log");
        List<EventType> plain = commands(plain());
        assertThat(plain).hasSize(5);
        theatre.undo();

        theatre.harness().startDryRun(theatre.request("rehearsal"));
        theatre.awaitClosed("rehearsal");
        assertThat(commands(theatre.history("rehearsal"))).as("DRY_RUN").isEqualTo(plain);

        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("live"));
        theatre.awaitClosed("live");
        assertThat(commands(theatre.history("live"))).as("LIVE").isEqualTo(plain);
        theatre.undo();

        assertThat(commands(shadow())).as("SHADOW").isEqualTo(plain);
    }

    /** Without the harness: another worker, which has never heard of it. */
    private WorkflowExecutionHistory plain() {
        WorkerFactory workers = WorkerFactory.newInstance(theatre.anybodysClient());
        Worker worker = workers.newWorker("plain");
        worker.registerWorkflowImplementationTypes(ArchiveLogsWorkflow.class);
        worker.registerActivitiesImplementations(new LogActivities());
        workers.start();
        try {
            WorkflowStub stub = theatre.anybodysClient()
                    .newUntypedWorkflowStub(
                            "ArchiveLogs",
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId("plain")
                                    .setTaskQueue("plain")
                                    .build());
            stub.start(new ArchiveLogsInput(theatre.folder.toString(), theatre.archive.toString()));
            stub.getResult(String.class);
            return theatre.history("plain");
        } finally {
            workers.shutdown();
        }
    }

    private WorkflowExecutionHistory live() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("live"));
        theatre.awaitClosed("live");
        return theatre.history("live");
    }

    private WorkflowExecutionHistory shadow() {
        theatre.log("app.log");
        theatre.operator("beside", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", theatre.folder + "/app.log")
                .awaitsPredictions(3)
                .types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();
        theatre.awaitReport("beside");
        return theatre.history("beside");
    }

    private static List<EventType> commands(WorkflowExecutionHistory history) {
        return history.getEvents().stream()
                .map(event -> event.getEventType())
                .filter(COMMANDS::contains)
                .toList();
    }

    private void replayWithHarness(WorkflowExecutionHistory history) throws Exception {
        try (Shadowing shadowing = new Shadowing(
                        theatre.store,
                        theatre.anybodysClient(),
                        runbook -> List.of(),
                        workflow -> List.of(),
                        type -> theatre.harness().workflows().get(0).fingerprint(),
                        (type, fingerprint) -> false,
                        () -> false,
                        Clock.systemUTC());
                TestWorkflowEnvironment replaying =
                        TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                                        .setPlugins(shadowing.plugin())
                                        .build())
                                .build())) {
            Worker worker = replaying.newWorker("replay");
            worker.registerWorkflowImplementationTypes(ArchiveLogsWorkflow.class);
            WorkflowReplayer.replayWorkflowExecution(history, worker);
        }
    }
}
