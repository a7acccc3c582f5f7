package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.importing.Scrambling;
import dev.understudy.lab.RealPart;
import dev.understudy.rehearsal.Plan;
import dev.understudy.sample.ArchiveLogsAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real Temporal server, with the sticky cache off: every workflow task is a replay from the start. */
class RealTemporalTest {
    private static Process server;
    private static WorkflowServiceStubs temporal;

    @TempDir
    Path dir;

    private Theatre theatre;

    @BeforeAll
    static void start() throws IOException {
        Path program = RealPart.require("temporal");
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        server = new ProcessBuilder(
                        program.toString(),
                        "server",
                        "start-dev",
                        "--headless",
                        "--ip",
                        "127.0.0.1",
                        "--port",
                        Integer.toString(port),
                        "--log-level",
                        "error")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget("127.0.0.1:" + port)
                .build());
        temporal.connect(Duration.ofSeconds(60));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (server != null) {
            temporal.shutdownNow();
            server.destroy();
            server.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void open() {
        theatre = new Theatre(
                dir, temporal, WorkflowClientOptions.getDefaultInstance(), 0, List.of(new ArchiveLogsAutomation()));
    }

    @AfterEach
    void close() {
        theatre.close();
    }

    @Test
    void a_server_that_restarts_in_the_middle_of_a_run_loses_nothing() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();
        Operator operator =
                theatre.operator("real-1", "real-session-1").begins().awaitsPredictions(2);

        theatre.restart();
        operator.types("gzip", logs + "/app.log").awaitsPredictions(3);
        theatre.restart();
        operator.types("mv", logs + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("real-1");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_run_with_the_users_own_codec_is_clean_and_no_payload_of_its_history_can_be_read() {
        theatre.close();
        theatre = new Theatre(
                dir.resolve("coded"),
                temporal,
                WorkflowClientOptions.newBuilder()
                        .setDataConverter(new CodecDataConverter(
                                DefaultDataConverter.newDefaultInstance(), List.of(new Scrambling())))
                        .build(),
                0,
                List.of(new ArchiveLogsAutomation()));
        theatre.log("app.log");

        theatre.operator("real-coded", "real-session-coded")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", theatre.folder + "/app.log")
                .awaitsPredictions(3)
                .types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("real-coded");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
        assertThat(theatre.history("real-coded").getEvents())
                .filteredOn(event -> event.hasActivityTaskScheduledEventAttributes())
                .isNotEmpty()
                .allMatch(event -> event.getActivityTaskScheduledEventAttributes()
                        .getInput()
                        .getPayloads(0)
                        .getMetadataOrThrow("encoding")
                        .toStringUtf8()
                        .equals("binary/scrambled"));
    }

    @Test
    void a_promoted_workflow_acts_and_a_rehearsal_does_not() throws InterruptedException {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");

        theatre.harness().startDryRun(theatre.request("real-2"));
        Plan plan = theatre.harness().awaitPlan("real-2", Duration.ofSeconds(30));
        List<String> before = theatre.names(theatre.folder);
        theatre.harness().startLive(theatre.request("real-3"));
        theatre.awaitClosed("real-3");

        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(before).containsExactly("app.log");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }
}
