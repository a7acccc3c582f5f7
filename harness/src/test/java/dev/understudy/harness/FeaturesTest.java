package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.rehearsal.Plan;
import dev.understudy.sample.FeaturesAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Temporal has beside plain activities, in SHADOW and DRY_RUN. */
class FeaturesTest {
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
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "child", "continue", "cancel", "days", "fan-out:1500"})
    void a_rehearsal_comes_to_its_end_and_changes_nothing(String feature) throws InterruptedException {
        theatre.harness().startDryRun(request(feature));

        Plan plan = theatre.harness().awaitPlan("run-1", Duration.ofSeconds(40));

        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"local", "child", "continue", "days"})
    void a_shadow_waits_for_the_operator_wherever_it_writes(String feature) {
        theatre.harness().startShadow(request(feature));
        Operator operator = theatre.operator("run-1", "session-1").begins();
        if (!feature.equals("days")) {
            operator.awaitsPredictions(1).types("gzip", theatre.folder + "/app.log");
        }
        if (feature.equals("child")) {
            operator.awaitsPredictions(2).types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/");
        }
        operator.endsTheRun();

        theatre.awaitReport("run-1");
        List<JournalEntry> journal = theatre.journal().ofRun("run-1");
        assertThat(journal).isNotEmpty();
        assertThat(journal.get(0).resolution())
                .isEqualTo(feature.equals("days") ? Resolution.NOT_OBSERVED : Resolution.OBSERVED);
    }

    @Test
    void a_shadow_whose_scope_is_cancelled_stops_waiting_as_a_cancelled_activity_does() {
        theatre.harness().startShadow(request("cancel"));

        assertThat(theatre.result("run-1")).isEqualTo("cancelled");
    }

    @Test
    void fifteen_hundred_parallel_writes_are_all_published_before_any_is_done() {
        theatre.harness().startShadow(request("fan-out:1500"));

        Operator operator = theatre.operator("run-1", "session-1").begins().awaitsPredictions(1500);
        operator.endsTheRun();

        theatre.awaitReport("run-1");
        assertThat(theatre.result("run-1")).isEqualTo("1500");
        assertThat(theatre.journal().ofRun("run-1"))
                .hasSize(1500)
                .allMatch(entry -> entry.operation().after() == 0);
    }

    private RunRequest request(String feature) {
        return new RunRequest(
                "run-1",
                "archive-logs",
                "host-1",
                "grace",
                Map.of("folder", theatre.folder.toString(), "feature", feature));
    }
}
