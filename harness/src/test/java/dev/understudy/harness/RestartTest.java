package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.automation.Automation;
import dev.understudy.control.Guard.Alert;
import dev.understudy.control.Held;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.lab.TemporalLab;
import dev.understudy.sample.ArchiveLogsAutomation;
import dev.understudy.sample.CarefulAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds a live run outlives the worker and the server; on a real Temporal server. */
class RestartTest {
    @TempDir
    Path dir;

    private final WorkflowServiceStubs temporal =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(TemporalLab.shared().address())
                    .build());
    private final String run = "restart-" + System.nanoTime();
    private @Nullable Theatre opened;

    private Theatre open(Automation automation) {
        Theatre theatre =
                new Theatre(dir, temporal, WorkflowClientOptions.getDefaultInstance(), 600, List.of(automation));
        opened = theatre;
        theatre.log("app.log");
        theatre.promote(theatre.harness().workflows().get(0).type());
        return theatre;
    }

    @AfterEach
    void close() {
        if (opened != null) {
            opened.close();
        }
        temporal.shutdownNow();
    }

    @Test
    void a_run_that_is_held_is_still_held_after_a_restart_and_goes_on_when_it_is_resumed() {
        Theatre theatre = open(new CarefulAutomation());
        theatre.guard = target -> List.of(new Alert("DiskFull", "DiskFull fires"));
        theatre.harness().startLive(theatre.careful(run, "once"));
        awaitHold(theatre);
        theatre.harness().control().pause(run, "grace", "over night");

        theatre.restart();
        theatre.guard = target -> List.of();
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> theatre.harness().control().holds(run).size() == 1);
        assertThat(theatre.harness().control().holds(run))
                .extracting(Hold::cause)
                .containsExactly(Cause.PAUSED);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        theatre.harness().control().resume(run, "hank", "good morning");

        theatre.awaitClosed(run);
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_run_that_waits_for_approval_waits_through_a_restart() {
        Theatre theatre = open(new CarefulAutomation());
        theatre.harness().startLive(theatre.careful(run, "once").inSteps());
        Held held = awaitHeld(theatre, 1);

        theatre.restart();

        assertThat(awaitHeld(theatre, 1)).isEqualTo(held);
        approve(theatre, held);
        approve(theatre, awaitHeld(theatre, 2));
        theatre.awaitClosed(run);
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_held_run_knows_its_plan_after_a_restart() throws InterruptedException {
        Theatre theatre = open(new ArchiveLogsAutomation());
        String rehearsal = run + "-rehearsal";
        theatre.harness().startDryRun(theatre.request(rehearsal));
        theatre.harness().awaitPlan(rehearsal, Duration.ofSeconds(20));
        theatre.log("bob.log");
        theatre.harness().startLive(theatre.request(run).under(rehearsal));
        awaitHold(theatre);

        theatre.restart();
        theatre.harness().control().resume(run, "grace", "accepted");
        Hold second = awaitHold(theatre);
        theatre.harness().control().resume(run, "grace", "accepted");

        theatre.awaitClosed(run);
        assertThat(second.why()).contains("move").contains("bob.log");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz", "bob.log.gz");
    }

    private Hold awaitHold(Theatre theatre) {
        Awaitility.await("hold")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !theatre.harness().control().holds(run).isEmpty());
        return theatre.harness().control().holds(run).get(0);
    }

    private void approve(Theatre theatre, Held held) {
        theatre.harness().control().approve(run, held.sequence(), held.fingerprint(), "hank");
    }

    private Held awaitHeld(Theatre theatre, long sequence) {
        Awaitility.await("operation " + sequence)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> theatre.harness().control().waiting(run).stream()
                        .anyMatch(held -> held.sequence() == sequence));
        return theatre.harness().control().waiting(run).get(0);
    }
}
