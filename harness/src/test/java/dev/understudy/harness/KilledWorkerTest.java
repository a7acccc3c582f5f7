package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.harness.RunRefused.Reason;
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
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process with workers is killed in the middle of several runs, as {@code kill -9} does it, and another one takes up what it
 * left; on a real Temporal server.
 */
class KilledWorkerTest {
    private static final String BESIDE = "killed-" + System.nanoTime();
    private static final List<String> LOGS = List.of("purged-before.log", "purged-after.log", "compressed-before.log");

    @TempDir
    static Path dir;

    private static WorkflowServiceStubs temporal;
    private static @Nullable Theatre opened;

    @BeforeAll
    static void given_a_worker_that_was_killed_in_the_middle_of_everything() throws IOException, InterruptedException {
        String address = TemporalLab.shared().address();
        Process worker = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-XX:TieredStopAtLevel=1",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        DoomedWorker.class.getName(),
                                        dir.toString(),
                                        address,
                                        BESIDE),
                                LOGS.stream())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("worker.txt").toFile())
                .start();
        try {
            Awaitility.await("the worker in the middle of everything")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> !worker.isAlive()
                            || LOGS.stream().allMatch(log -> Files.exists(dir.resolve(log + ".hangs"))));
            assertThat(worker.isAlive())
                    .as(() -> read(dir.resolve("worker.txt")))
                    .isTrue();
        } finally {
            worker.destroyForcibly().waitFor();
        }
        temporal = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        opened = new Theatre(
                dir, temporal, WorkflowClientOptions.getDefaultInstance(), 600, List.of(new HazardsAutomation(false)));
        opened.promote("Hazards");
    }

    @AfterAll
    static void close() {
        if (opened != null) {
            opened.close();
            temporal.shutdownNow();
        }
    }

    @Test
    void between_prediction_and_observation_a_killed_worker_loses_nothing() {
        Theatre theatre = theatre();

        new Operator(theatre, BESIDE, "session-" + BESIDE, "grace")
                .goesOn(2, 1)
                .types("gzip", theatre.folder + "/beside.log")
                .awaitsPredictions(2)
                .types("mv", theatre.folder + "/beside.log.gz", theatre.archive + "/")
                .endsTheRun();

        Report report = theatre.awaitReport(BESIDE);
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
        assertThat(theatre.journal().ofRun(BESIDE))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.OBSERVED, Resolution.OBSERVED);
    }

    @Test
    void between_intent_and_effect_a_person_says_that_it_was_not_done_and_it_is_done_once() {
        String run = run("purged-before.log");
        awaitUnknown(run);
        assertThat(theatre().names(theatre().folder)).contains("purged-before.log");

        theatre().harness().control().settle(run, 1, false, "hank", "the file is still there");

        theatre().awaitClosed(run);
        assertThat(theatre().ending(run).completed()).isTrue();
        assertThat(acts()).containsOnlyOnce("purged purged-before.log");
        assertThat(theatre().journal().ofRun(run))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE);
    }

    @Test
    void in_a_live_write_that_destroys_nothing_is_done_a_second_time_before_a_person_looked() {
        String run = run("purged-after.log");
        Hold hold = awaitUnknown(run);
        assertThat(hold.why())
                .contains("nobody knows whether operation 1 was done")
                .contains("settle");
        assertThatThrownBy(() -> theatre().harness().control().resume(run, "hank", "it will be fine"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.HELD));

        theatre().harness().control().settle(run, 1, true, "hank", "the file is gone");

        theatre().awaitClosed(run);
        assertThat(theatre().ending(run).completed()).isTrue();
        assertThat(acts()).containsOnlyOnce("purged purged-after.log");
    }

    @Test
    void a_write_that_can_be_repeated_goes_on_by_itself() {
        String run = run("compressed-before.log");

        theatre().awaitClosed(run);

        assertThat(theatre().ending(run).completed()).isTrue();
        assertThat(acts()).containsOnlyOnce("compressed compressed-before.log");
        assertThat(theatre().names(theatre().archive)).contains("compressed-before.log.gz");
    }

    private static Hold awaitUnknown(String run) {
        Awaitility.await("a question about " + run)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !theatre().harness().control().holds(run).isEmpty());
        Hold hold = theatre().harness().control().holds(run).get(0);
        assertThat(hold.cause()).isEqualTo(Cause.OUTCOME_UNKNOWN);
        assertThat(theatre().journal().ofRun(run))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.UNKNOWN);
        return hold;
    }

    private static Theatre theatre() {
        if (opened == null) {
            throw new IllegalStateException("no worker took over");
        }
        return opened;
    }

    private static String run(String log) {
        return BESIDE + "-" + log;
    }

    private static List<String> acts() {
        return read(dir.resolve("acts.txt")).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
