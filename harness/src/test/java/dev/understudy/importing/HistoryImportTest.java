package dev.understudy.importing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.JournalQuery;
import dev.understudy.journal.Resolution;
import dev.understudy.lab.TemporalLab;
import dev.understudy.operation.Mode;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories of a workflow that never knew the harness, from a real server. */
class HistoryImportTest {
    private static final String ORIGIN = "temporal:lab:7233/default";
    private static WorkflowServiceStubs temporal;

    @TempDir
    Path dir;

    private final String id = "order-" + UUID.randomUUID().toString().substring(0, 8);
    private Store store;

    @BeforeAll
    static void connect() {
        temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalLab.shared().address())
                .build());
        temporal.connect(Duration.ofSeconds(60));
    }

    @AfterAll
    static void disconnect() {
        temporal.shutdownNow();
    }

    @BeforeEach
    void open() {
        store = Store.open(dir.resolve("understudy.db"));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void its_activities_are_found_by_type_input_outcome_and_failure_like_those_of_a_run() {
        ordered(DefaultDataConverter.newDefaultInstance(), "Grace Hopper", false);

        ImportCounts counts = imported(List.of());

        assertThat(counts.imported()).isEqualTo(1);
        assertThat(counts.operations()).isEqualTo(3);
        List<JournalEntry> charged =
                found(JournalQuery.ALL.activityType("ChargeCard").text("hopper"));
        assertThat(charged).singleElement().satisfies(entry -> {
            assertThat(entry.resolution()).isEqualTo(Resolution.DONE);
            assertThat(entry.attempts()).isEqualTo(2);
            assertThat(entry.detail()).contains("the terminal is busy");
            assertThat(entry.input()).contains("Grace Hopper");
            assertThat(entry.origin()).isEqualTo(ORIGIN);
            assertThat(entry.operation().workflowId()).isEqualTo(id);
            assertThat(entry.operation().workflowType()).isEqualTo("Order");
            assertThat(entry.resolvedAt()).isAfter(entry.operation().publishedAt());
        });
        assertThat(found(JournalQuery.ALL.resolution(Resolution.FAILED).text("paper")))
                .extracting(entry -> entry.operation().activityType())
                .containsExactly("PrintLabel");
        assertThat(found(JournalQuery.ALL.text("reserve stock")))
                .extracting(entry -> entry.operation().activityId())
                .allMatch(activity -> activity.startsWith("local:"));
        // What nobody promoted is no LIVE run of ours.
        assertThat(found(JournalQuery.ALL.mode(Mode.LIVE))).isEmpty();
    }

    @Test
    void an_import_that_is_made_again_takes_only_what_is_new() {
        Running running = ordered(DefaultDataConverter.newDefaultInstance(), "Ada", true);
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            ImportCounts counts = imported(List.of());
            return counts.unchanged() == 1
                    && found(JournalQuery.ALL.activityType("ChargeCard").resolution(Resolution.DONE))
                                    .size()
                            == 1;
        });
        ImportCounts again = imported(List.of());
        assertThat(again.imported()).isZero();
        assertThat(again.unchanged()).isEqualTo(1);

        running.client().newUntypedWorkflowStub(id).signal("ship");
        running.client().newUntypedWorkflowStub(id).getResult(String.class);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> imported(List.of()).imported()
                                + found(JournalQuery.ALL.activityType("PrintLabel"))
                                        .size()
                        > 0);
        running.close();

        assertThat(found(JournalQuery.ALL)).hasSize(3);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> imported(List.of()).imported() == 0);
        assertThat(found(JournalQuery.ALL)).hasSize(3);
    }

    @Test
    void encrypted_payloads_are_counted_as_such_and_read_where_the_users_codec_is_there() {
        ordered(
                new CodecDataConverter(DefaultDataConverter.newDefaultInstance(), List.of(new Scrambling())),
                "Ada Lovelace",
                false);

        ImportCounts counts = imported(List.of());

        assertThat(counts.encrypted()).isPositive();
        assertThat(found(JournalQuery.ALL.text("lovelace"))).isEmpty();
        assertThat(found(JournalQuery.ALL.activityType("ChargeCard")).get(0).input())
                .isEqualTo("(unreadable here: binary/scrambled)");
        try (Store other = Store.open(dir.resolve("other.db"))) {
            assertThat(imported(other, List.of(new Scrambling())).encrypted()).isZero();
            assertThat(new Journal(other).search(JournalQuery.ALL.text("lovelace")))
                    .isNotEmpty();
        }
    }

    @Test
    void invariant_4_what_is_secret_is_redacted_before_it_is_stored() {
        ordered(DefaultDataConverter.newDefaultInstance(), "hunter2", false);

        imported(List.of());

        assertThat(found(JournalQuery.ALL.text("hunter2"))).isEmpty();
        assertThat(found(JournalQuery.ALL.activityType("ChargeCard")).get(0).input())
                .isEqualTo("\"<secret>\"");
    }

    @Test
    void executions_of_the_harness_itself_are_left_out() {
        WorkflowClient.newInstance(temporal)
                .newUntypedWorkflowStub(
                        "Order",
                        WorkflowOptions.newBuilder()
                                .setWorkflowId(id)
                                .setTaskQueue("nobody")
                                .setMemo(Map.of("understudy", Map.of("mode", "SHADOW")))
                                .build())
                .start("Ada", false);
        awaitListed();

        assertThat(imported(List.of()).ofTheHarness()).isEqualTo(1);
        WorkflowClient.newInstance(temporal).newUntypedWorkflowStub(id).terminate("the test is over");
    }

    private record Running(WorkflowClient client, WorkerFactory workers) {
        void close() {
            workers.shutdownNow();
        }
    }

    private Running ordered(DataConverter converter, String customer, boolean wait) {
        WorkflowClient client = WorkflowClient.newInstance(
                temporal,
                WorkflowClientOptions.newBuilder().setDataConverter(converter).build());
        WorkerFactory workers = WorkerFactory.newInstance(client);
        var worker = workers.newWorker(id);
        worker.registerWorkflowImplementationTypes(Order.Placing.class);
        worker.registerActivitiesImplementations(new Order.RealShop());
        workers.start();
        var stub = client.newUntypedWorkflowStub(
                "Order",
                WorkflowOptions.newBuilder().setWorkflowId(id).setTaskQueue(id).build());
        stub.start(customer, wait);
        Running running = new Running(client, workers);
        if (!wait) {
            stub.getResult(String.class);
            running.close();
        }
        awaitListed();
        return running;
    }

    /** The server lists an execution, and its end, a moment after it happened. */
    private void awaitListed() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> temporal.blockingStub()
                                .listWorkflowExecutions(
                                        io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest.newBuilder()
                                                .setNamespace("default")
                                                .setQuery("WorkflowId = '" + id + "'")
                                                .build())
                                .getExecutionsCount()
                        == 1);
    }

    private ImportCounts imported(List<PayloadCodec> codecs) {
        return imported(store, codecs);
    }

    private ImportCounts imported(Store into, List<PayloadCodec> codecs) {
        return new HistoryImport(temporal, into, codecs, text -> text.replace("hunter2", "<secret>"), Clock.systemUTC())
                .run(new ImportRequest(ORIGIN, "default", "WorkflowId = '" + id + "'", null), counts -> {});
    }

    private List<JournalEntry> found(JournalQuery query) {
        return new Journal(store).search(query);
    }
}
