package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.control.Hold;
import dev.understudy.run.RunState;
import dev.understudy.sample.CarefulAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A theatre with the workflow that is hard to control, on Temporal's in-process server in real time. */
abstract class CarefulTest {
    @TempDir
    Path dir;

    private TestWorkflowEnvironment temporal;
    Theatre theatre;

    @BeforeEach
    void open() {
        temporal = Theatre.temporal();
        theatre = new Theatre(
                dir,
                temporal.getWorkflowServiceStubs(),
                WorkflowClientOptions.getDefaultInstance(),
                600,
                List.of(new CarefulAutomation()));
        theatre.log("app.log");
        theatre.promote("Careful");
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    List<Hold> awaitHold(String run) {
        Awaitility.await("hold of " + run)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !theatre.harness().control().holds(run).isEmpty()
                        || theatre.run(run).state() == RunState.CLOSED);
        assertThat(theatre.run(run).ending()).isNull();
        return theatre.harness().control().holds(run);
    }

    void awaitOperations(String run, int least) {
        Awaitility.await("operations of " + run)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> theatre.journal().ofRun(run).stream()
                                .filter(entry -> !entry.resolution().isOpen())
                                .count()
                        >= least);
    }
}
