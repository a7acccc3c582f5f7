package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.control.Guard;
import dev.understudy.control.Guard.Alert;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.lab.TemporalLab;
import dev.understudy.sample.HazardsAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Temporal server goes away in the middle of runs and comes back: nothing is lost, and nothing done twice. */
class TemporalAwayTest {
    @TempDir
    Path dir;

    @Test
    void a_server_that_goes_away_in_the_middle_of_a_shadow_and_of_a_live_run_costs_nothing_but_time()
            throws IOException {
        try (TemporalLab server =
                TemporalLab.start("--db-filename", dir.resolve("temporal.db").toString())) {
            WorkflowServiceStubs temporal =
                    WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                            .setTarget(server.address())
                            .build());
            try (Theatre theatre = new Theatre(
                    dir,
                    temporal,
                    WorkflowClientOptions.getDefaultInstance(),
                    600,
                    List.of(new HazardsAutomation(false)))) {
                goesAway(server, theatre);
            } finally {
                temporal.shutdownNow();
            }
        }
    }

    private void goesAway(TemporalLab server, Theatre theatre) throws IOException {
        theatre.promote("Hazards");
        theatre.log("beside.log");
        theatre.log("live.log");
        Operator operator = theatre.operator("beside", "session-1")
                .with("name", "beside.log")
                .begins()
                .awaitsPredictions(1);
        theatre.guard = target -> List.of(new Alert("DiskFull", "DiskFull fires"));
        theatre.harness()
                .startLive(new RunRequest(
                        "live",
                        "archive-logs",
                        "host-1",
                        "grace",
                        Map.of("folder", theatre.folder.toString(), "name", "live.log")));
        Awaitility.await("hold")
                .atMost(Duration.ofSeconds(20))
                .until(() -> !theatre.harness().control().holds("live").isEmpty());

        server.stop();
        operator.types("gzip", theatre.folder + "/beside.log");
        theatre.guard = Guard.NONE;
        Awaitility.await("the end of the hold")
                .atMost(Duration.ofSeconds(20))
                .until(() -> theatre.harness().control().holds("live").isEmpty());
        assertThat(theatre.names(theatre.folder)).contains("live.log");
        server.startAgain();
        operator.awaitsPredictions(2)
                .types("mv", theatre.folder + "/beside.log.gz", theatre.archive + "/")
                .endsTheRun();

        Report report = theatre.awaitReport("beside");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
        theatre.awaitClosed("live");
        assertThat(theatre.ending("live").why()).isNull();
        assertThat(theatre.journal().ofRun("live"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE);
        assertThat(Files.readString(dir.resolve("acts.txt"))).isEqualTo("compressed live.log\n");
        assertThat(theatre.names(theatre.archive)).containsExactly("beside.log.gz", "live.log.gz");
    }
}
