package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Resolution;
import dev.understudy.lab.TemporalLab;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Plan;
import dev.understudy.sample.FeaturesAutomation;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Everything that Temporal has, in SHADOW and in DRY_RUN, on Temporal's in-process server and on a real one with the sticky
 * cache off, so that there every workflow task is a replay from the start.
 */
class FeatureMatrixTest {
    /** With how many operations each reaches, and what its workflow returns; null where that is a path. */
    static final List<Feature> FEATURES = List.of(
            new Feature("local", 1, 1, null),
            new Feature("retries", 2, 1, null),
            new Feature("heartbeats", 2, 1, null),
            new Feature("completed-elsewhere", 2, 1, null),
            new Feature("unannotated", 1, 0, "ShadowWriteRefused"),
            new Feature("child", 2, 2, null),
            new Feature("continue", 2, 2, null),
            new Feature("messages", 1, 1, null),
            new Feature("cancel", 1, 1, null),
            new Feature("compensation", 2, 2, "compensated"),
            new Feature("days", 1, 1, null),
            new Feature("timer", 1, 1, "rung"),
            new Feature("version", 1, 1, null),
            new Feature("signal-others", 0, 0, "ShadowWriteRefused"),
            new Feature("cancel-others", 0, 0, "ShadowWriteRefused"),
            new Feature("nexus", 0, 0, "ShadowWriteRefused"),
            new Feature("fan-out:40", 40, 40, "40"));

    private static final Map<Where, Theatre> THEATRES = new EnumMap<>(Where.class);

    @TempDir
    static Path dir;

    private static @Nullable TestWorkflowEnvironment inProcess;
    private static @Nullable WorkflowServiceStubs real;

    /** Which Temporal. */
    enum Where {
        IN_PROCESS,
        REAL_WITHOUT_CACHE
    }

    record Feature(
            String name,
            int operations,
            int writes,
            @Nullable String result) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Arguments> matrix() {
        return Stream.of(Where.values())
                .flatMap(where -> FEATURES.stream()
                        .flatMap(feature ->
                                Stream.of(Mode.DRY_RUN, Mode.SHADOW).map(mode -> Arguments.of(feature, mode, where))));
    }

    @AfterAll
    static void close() {
        THEATRES.values().forEach(Theatre::close);
        THEATRES.clear();
        if (inProcess != null) {
            inProcess.close();
        }
        if (real != null) {
            real.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void a_feature_comes_to_its_end_with_every_operation_in_the_journal_and_nothing_changed(
            Feature feature, Mode mode, Where where) throws InterruptedException {
        Theatre theatre = theatre(where);
        String run = feature.name().replace(":", "-") + "-" + mode + "-"
                + UUID.randomUUID().toString().substring(0, 6);
        RunRequest request = request(theatre, run, feature.name());

        if (mode == Mode.DRY_RUN) {
            theatre.harness().startDryRun(request);
            message(theatre, run, feature);
            Plan plan = theatre.harness().awaitPlan(run, Duration.ofSeconds(60));
            assertThat(plan.ending()).as(plan.toText()).isNotEqualTo(Plan.Ending.RUNNING);
            theatre.awaitClosed(run);
        } else {
            theatre.harness().startShadow(request);
            message(theatre, run, feature);
            theatre.operator(run, "session-" + run)
                    .begins()
                    .awaitsPredictions(feature.name().equals("days") ? 0 : first(feature))
                    .endsTheRun();
            theatre.awaitReport(run);
        }

        List<JournalEntry> journal = theatre.journal().ofRun(run);
        assertThat(journal).as("%s", journal).hasSize(feature.operations());
        assertThat(journal)
                .filteredOn(entry -> entry.operation().kind() == Kind.WRITE)
                .allSatisfy(entry -> assertThat(entry.resolution())
                        .isIn(
                                Resolution.NOT_OBSERVED,
                                Resolution.REHEARSED,
                                Resolution.REFUSED,
                                Resolution.OPEN,
                                Resolution.ABANDONED));
        assertThat(journal)
                .filteredOn(entry -> entry.operation().activityType().equals("CountAgain"))
                .allSatisfy(entry -> assertThat(entry.attempts()).isEqualTo(2))
                .allSatisfy(entry -> assertThat(entry.resolution()).isEqualTo(Resolution.DONE));
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        if (feature.result() != null) {
            assertThat(theatre.result(run)).isEqualTo(feature.result());
        }
        if (feature.name().equals("messages")) {
            assertThat(theatre.result(run)).startsWith("renamed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"child", "continue"})
    void temporals_own_search_finds_a_run_with_its_children_and_continuations_by_mode_run_and_target(String feature) {
        Theatre theatre = theatre(Where.REAL_WITHOUT_CACHE);
        String run = feature + "-found-" + UUID.randomUUID().toString().substring(0, 6);
        theatre.harness().startDryRun(request(theatre, run, feature));
        theatre.awaitClosed(run);

        String query = "UnderstudyMode = 'DRY_RUN' AND UnderstudyRun = '" + run + "' AND UnderstudyTarget = 'host-1'";
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> theatre.anybodysClient().listExecutions(query).count() == 2);

        assertThat(theatre.history(run).getEvents())
                .extracting(event -> event.getEventType())
                .doesNotContain(EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES);
    }

    /** How many predictions a shadow can reach before the operator has done anything. */
    private static int first(Feature feature) {
        return switch (feature.name()) {
            case "child", "continue", "compensation" -> 1;
            default -> feature.operations();
        };
    }

    static void message(Theatre theatre, String run, Feature feature) {
        if (feature.name().equals("messages")) {
            WorkflowStub stub = theatre.anybodysClient().newUntypedWorkflowStub(run);
            assertThat(stub.update("rename", String.class, "renamed")).isEqualTo("renamed");
            assertThat(stub.query("name", String.class)).isEqualTo("renamed");
            stub.signal("go");
        }
    }

    static RunRequest request(Theatre theatre, String run, String feature) {
        return new RunRequest(
                run,
                "archive-logs",
                "host-1",
                "grace",
                Map.of("folder", theatre.folder.toString(), "feature", feature));
    }

    private static Theatre theatre(Where where) {
        return THEATRES.computeIfAbsent(where, at -> {
            Theatre theatre = at == Where.IN_PROCESS ? onTheInProcessServer() : onARealServer();
            theatre.log("app.log");
            return theatre;
        });
    }

    private static Theatre onTheInProcessServer() {
        TestWorkflowEnvironment server = Theatre.temporal();
        inProcess = server;
        return new Theatre(
                dir.resolve("in-process"),
                server.getWorkflowServiceStubs(),
                WorkflowClientOptions.getDefaultInstance(),
                600,
                List.of(new FeaturesAutomation()));
    }

    private static Theatre onARealServer() {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalLab.shared().address())
                .build());
        stubs.connect(Duration.ofSeconds(60));
        real = stubs;
        return new Theatre(
                dir.resolve("real"),
                stubs,
                WorkflowClientOptions.getDefaultInstance(),
                0,
                List.of(new FeaturesAutomation()));
    }
}
