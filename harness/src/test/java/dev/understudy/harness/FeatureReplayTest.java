package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.operation.Mode;
import dev.understudy.sample.CompressingWorkflow;
import dev.understudy.sample.FeaturesWorkflow;
import dev.understudy.shadow.Shadowing;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.worker.Worker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stored histories of everything that Temporal has replay with the harness of today, and without it. */
class FeatureReplayTest {
    /** Outside of LIVE the harness refuses these before they become a command, so that only with it their history is whole. */
    private static final Set<String> REFUSED = Set.of("signal-others", "cancel-others", "nexus");

    @TempDir
    static Path dir;

    private static Store store;
    private static Shadowing shadowing;
    private static TestWorkflowEnvironment speaking;

    @BeforeAll
    static void open() {
        store = Store.open(dir.resolve("understudy.db"));
        speaking = TestWorkflowEnvironment.newInstance();
        shadowing = new Shadowing(
                store,
                WorkflowClient.newInstance(speaking.getWorkflowServiceStubs()),
                runbook -> List.of(),
                workflow -> List.of(),
                type -> "0".repeat(64),
                (type, fingerprint) -> false,
                () -> false,
                Clock.systemUTC());
    }

    @AfterAll
    static void close() {
        shadowing.close();
        speaking.close();
        store.close();
    }

    static Stream<Path> histories() throws IOException {
        return files().stream();
    }

    /** A SHADOW goes on when the operator did, which nobody tells it without the harness. */
    static Stream<Path> plainHistories() throws IOException {
        return files().stream()
                .filter(file ->
                        mode(file) == Mode.LIVE || mode(file) == Mode.DRY_RUN && !REFUSED.contains(feature(file)));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void invariant_11_a_stored_history_replays_with_the_harness(Path file) throws Exception {
        try (TestWorkflowEnvironment replaying = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.newBuilder()
                        .setPlugins(shadowing.plugin())
                        .build())
                .build())) {
            Worker worker = replaying.newWorker("replay");
            worker.registerWorkflowImplementationTypes(FeaturesWorkflow.class, CompressingWorkflow.class);
            WorkflowReplayer.replayWorkflowExecution(read(file), worker);
        }
    }

    @ParameterizedTest
    @MethodSource("plainHistories")
    void invariant_11_a_stored_history_replays_without_the_harness(Path file) throws Exception {
        WorkflowReplayer.replayWorkflowExecution(read(file), FeaturesWorkflow.class, CompressingWorkflow.class);
    }

    @Test
    void there_is_a_history_of_every_feature_in_shadow_and_rehearsal() throws IOException {
        Set<String> stored = files().stream()
                .map(file -> feature(file) + "." + mode(file))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(FeatureMatrixTest.FEATURES).allSatisfy(feature -> {
            String name = feature.name().replaceFirst(":.*", "");
            assertThat(stored).anyMatch(file -> file.startsWith(name) && file.endsWith(".SHADOW"));
            assertThat(stored).anyMatch(file -> file.startsWith(name) && file.endsWith(".DRY_RUN"));
        });
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FeatureHistories.folder())) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static String feature(Path file) {
        return file.getFileName().toString().split("\\.")[0];
    }

    private static Mode mode(Path file) {
        return Mode.valueOf(file.getFileName().toString().split("\\.")[1]);
    }

    private static WorkflowExecutionHistory read(Path file) throws IOException {
        return WorkflowExecutionHistory.fromJson(Files.readString(file));
    }
}
