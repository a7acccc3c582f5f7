package dev.understudy.server;

import dev.understudy.connection.TemporalProfile;
import dev.understudy.connection.UserConverters;
import dev.understudy.refusal.StartupFailure;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The connection to Temporal: to a server by its address, as Temporal's own environment
 * configuration has it; or to an embedded one, which is the {@code temporal} program's development server where that is on the PATH, and
 * else a server within this process whose state is lost at the end.
 */
final class TemporalConnection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final WorkflowServiceStubs stubs;
    private final WorkflowClientOptions client;
    private final String words;
    private final AutoCloseable behind;

    private TemporalConnection(
            WorkflowServiceStubs stubs, WorkflowClientOptions client, String words, AutoCloseable behind) {
        this.stubs = stubs;
        this.client = client;
        this.words = words;
        this.behind = behind;
    }

    /**
     * @param address {@code host:port}; empty for the one that the environment names; null for an embedded server
     * @param database beside which an embedded server keeps its state, where it can
     * @throws StartupFailure where the server does not answer
     */
    static TemporalConnection open(
            @Nullable String address, Path database, Map<String, String> environment, Telemetry telemetry) {
        if (address != null) {
            TemporalProfile profile = profile(environment, address);
            return toServer(
                    profile,
                    "Temporal at " + profile.address() + ", namespace " + profile.namespace(),
                    telemetry,
                    () -> {});
        }
        Path program = DevServer.find(environment).orElse(null);
        if (program != null) {
            DevServer server = DevServer.start(program, database);
            try {
                return toServer(
                        TemporalProfile.local(server.address()),
                        "Temporal's development server, started here; its state is in " + server.state(),
                        telemetry,
                        server);
            } catch (RuntimeException e) {
                server.close();
                throw e;
            }
        }
        TestWorkflowEnvironment inProcess = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setUseTimeskipping(false)
                .setMetricsScope(telemetry.scope())
                .build());
        return new TemporalConnection(
                inProcess.getWorkflowServiceStubs(),
                telemetry.traced(WorkflowClientOptions.newBuilder()
                        .setNamespace(inProcess.getNamespace())
                        .setDataConverter(UserConverters.installed().converter())
                        .build()),
                "Temporal within this process: what its workflows had reached is lost when the server ends",
                inProcess::close);
    }

    WorkflowServiceStubs stubs() {
        return stubs;
    }

    WorkflowClientOptions client() {
        return client;
    }

    /** Which Temporal it is, for people. */
    String words() {
        return words;
    }

    @Override
    public void close() throws Exception {
        stubs.shutdownNow();
        stubs.awaitTermination(2, TimeUnit.SECONDS);
        behind.close();
    }

    private static TemporalConnection toServer(
            TemporalProfile profile, String words, Telemetry telemetry, AutoCloseable behind) {
        WorkflowServiceStubs stubs;
        try {
            stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder(profile.stubs())
                            .setMetricsScope(telemetry.scope())
                            .build(),
                    PATIENCE);
        } catch (RuntimeException e) {
            throw StartupFailure.environment("no Temporal server answers at " + profile.address()
                    + ": start it, name another with --temporal HOST:PORT, or take --temporal embedded");
        }
        try {
            stubs.blockingStub()
                    .describeNamespace(DescribeNamespaceRequest.newBuilder()
                            .setNamespace(profile.namespace())
                            .build());
        } catch (StatusRuntimeException e) {
            stubs.shutdownNow();
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw StartupFailure.configuration("the Temporal server at " + profile.address()
                        + " has no namespace '" + profile.namespace()
                        + "': make it, or name another in TEMPORAL_NAMESPACE");
            }
            throw StartupFailure.environment("the Temporal server at " + profile.address() + " refuses: "
                    + e.getStatus().getCode() + " " + e.getStatus().getDescription());
        }
        return new TemporalConnection(stubs, telemetry.traced(profile.client()), words, behind);
    }

    /** @param address empty for what the environment says */
    private static TemporalProfile profile(Map<String, String> environment, String address) {
        try {
            return TemporalProfile.load(environment, address.isEmpty() ? null : address, null);
        } catch (IllegalArgumentException e) {
            throw StartupFailure.configuration(String.valueOf(e.getMessage()));
        }
    }
}
