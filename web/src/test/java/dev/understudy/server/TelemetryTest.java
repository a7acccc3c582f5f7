package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Temporal counts and traces reaches those who watch. */
class TelemetryTest {
    @TempDir
    Path dir;

    /** Greets by name. */
    @WorkflowInterface
    public interface Greeting {
        @WorkflowMethod
        String greet(String name);
    }

    /** Greets. */
    public static final class Greeter implements Greeting {
        @Override
        public String greet(String name) {
            return "hello " + name;
        }
    }

    @Test
    void spans_of_a_workflow_arrive_where_the_environment_says_and_temporals_metrics_are_in_the_registry()
            throws Exception {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = collector(received);
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort();
        try (Telemetry telemetry = Telemetry.of(Map.of(
                        "OTEL_EXPORTER_OTLP_ENDPOINT", endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
                TemporalConnection temporal =
                        TemporalConnection.open(null, dir.resolve("understudy.db"), Map.of(), telemetry)) {
            greet(temporal, telemetry);
            Awaitility.await().until(() -> telemetry.registry().scrape().contains("temporal_workflow_completed"));
        }
        collector.stop(0);

        assertThat(received).anyMatch(body -> body.contains("StartWorkflow:Greeting"));
        assertThat(received).anyMatch(body -> body.contains("RunWorkflow:Greeting"));
        assertThat(received).anyMatch(body -> body.contains("understudy"));
    }

    @Test
    void without_an_endpoint_nothing_is_traced() {
        try (Telemetry telemetry = Telemetry.of(Map.of("PATH", "/bin"))) {
            assertThat(telemetry.workers().getWorkerInterceptors()).isNullOrEmpty();
        }
    }

    private static void greet(TemporalConnection temporal, Telemetry telemetry) {
        WorkflowClient client = WorkflowClient.newInstance(temporal.stubs(), temporal.client());
        WorkerFactory workers = WorkerFactory.newInstance(client, telemetry.workers());
        Worker worker = workers.newWorker("greetings");
        worker.registerWorkflowImplementationTypes(Greeter.class);
        workers.start();
        client.newWorkflowStub(
                        Greeting.class,
                        WorkflowOptions.newBuilder().setTaskQueue("greetings").build())
                .greet("ada");
        workers.shutdown();
    }

    private static HttpServer collector(List<String> received) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/traces", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
