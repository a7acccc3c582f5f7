package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.shadow.Shadowing;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Histories stay what plain Temporal would have written. */
class HistoryTest extends OnTemporal {
    private static final Set<EventType> COMMANDS = Set.of(
            EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
            EventType.EVENT_TYPE_TIMER_STARTED,
            EventType.EVENT_TYPE_TIMER_CANCELED,
            EventType.EVENT_TYPE_MARKER_RECORDED,
            EventType.EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED,
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
    void invariant_11_a_shadow_has_exactly_the_commands_of_a_live_run() {
        List<EventType> live = commands(live());
        theatre.names(theatre.archive)
                .forEach(name -> theatre.archive.resolve(name).toFile().delete());

        assertThat(commands(shadow())).isEqualTo(live);
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
