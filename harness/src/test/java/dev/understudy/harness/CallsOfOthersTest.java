package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.sample.FeaturesAutomation;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What leaves a live workflow without passing an activity: its keys are asked for at that moment as well. */
class CallsOfOthersTest {
    @TempDir
    Path dir;

    private TestWorkflowEnvironment temporal;
    private Theatre theatre;

    @BeforeEach
    void open() {
        temporal = Theatre.temporal();
        theatre = new Theatre(
                dir,
                temporal.getWorkflowServiceStubs(),
                WorkflowClientOptions.getDefaultInstance(),
                600,
                List.of(new FeaturesAutomation()));
        theatre.log("app.log");
        theatre.promote("Features");
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    @ParameterizedTest
    @CsvSource({
        "signal-others, EVENT_TYPE_SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED",
        "cancel-others, EVENT_TYPE_REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED"
    })
    void invariant_1_a_call_waits_while_the_workflow_is_not_promoted_and_leaves_when_it_is_again(
            String feature, EventType leaving) {
        theatre.revokeAfterStart();
        theatre.harness()
                .startLive(new RunRequest(
                        "run-1",
                        "archive-logs",
                        "host-1",
                        "grace",
                        Map.of("folder", theatre.folder.toString(), "feature", feature)));
        Awaitility.await("hold")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !theatre.harness().control().holds("run-1").isEmpty());

        assertThat(theatre.harness().control().holds("run-1"))
                .extracting(Hold::cause)
                .containsExactly(Cause.NOT_PROMOTED);
        assertThat(events()).doesNotContain(leaving);
        theatre.keysAreBack();
        theatre.harness().control().resume("run-1", "hank", "it is promoted again");

        Awaitility.await("the call").atMost(Duration.ofSeconds(40)).until(() -> events().contains(leaving));
    }

    private List<EventType> events() {
        return theatre.history("run-1").getEvents().stream()
                .map(event -> event.getEventType())
                .toList();
    }
}
