package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.recording.SessionEvent.StepState;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow beside an operator, prediction by prediction. */
class ShadowTest {
    @TempDir
    Path dir;

    private TestWorkflowEnvironment temporal;
    private Theatre theatre;

    @BeforeEach
    void open() {
        temporal = TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
        theatre = new Theatre(dir, temporal.getWorkflowServiceStubs(), WorkflowClientOptions.getDefaultInstance());
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    @Test
    void a_run_where_both_do_the_same_in_lockstep_is_clean() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .types("mv", logs + "/app.log.gz", theatre.archive.toString())
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
        assertThat(report.countsAsEvidence()).as(report.toJson()).isTrue();
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void the_workflow_goes_on_with_what_the_operator_did_and_not_with_what_it_would_have_done() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .types(
                        "mv",
                        logs + "/app.log.gz",
                        theatre.archive.resolve("other.gz").toString())
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.divergences()).hasSize(1);
        assertThat(report.divergences().get(0).kind()).isEqualTo(DivergenceKind.DIFFERENT);
        assertThat(theatre.result("run-1")).endsWith("/other.gz");
        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void a_prediction_that_the_operator_passes_by_is_not_observed_and_the_workflow_goes_on() {
        theatre.log("app.log");
        theatre.log("other.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .step("compress", StepState.BEGUN)
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .step("move", StepState.BEGUN)
                .types("mv", logs + "/app.log.gz", theatre.archive.toString())
                .awaitsPredictions(5)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(
                        Resolution.DONE,
                        Resolution.OBSERVED,
                        Resolution.OBSERVED,
                        Resolution.NOT_OBSERVED,
                        Resolution.NOT_OBSERVED,
                        Resolution.DONE);
        assertThat(report.divergences())
                .extracting(divergence -> divergence.kind())
                .contains(DivergenceKind.UNEXPECTED);
        assertThat(theatre.names(theatre.folder)).containsExactly("other.log");
    }
}
