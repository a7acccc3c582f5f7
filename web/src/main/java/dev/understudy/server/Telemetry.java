package dev.understudy.server;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opentelemetry.opentracingshim.OpenTracingShim;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentracing.Tracer;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.common.interceptors.WorkflowClientInterceptor;
import io.temporal.common.reporter.MicrometerClientStatsReporter;
import io.temporal.opentracing.OpenTracingClientInterceptor;
import io.temporal.opentracing.OpenTracingOptions;
import io.temporal.opentracing.OpenTracingWorkerInterceptor;
import io.temporal.worker.WorkerFactoryOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Metrics and traces, through Temporal's own hooks: what its SDK counts goes to the same registry as ours, and where the
 * OpenTelemetry environment asks for it ({@code OTEL_EXPORTER_OTLP_ENDPOINT}, {@code OTEL_TRACES_EXPORTER}) starts, workflows
 * and activities are spans.
 */
final class Telemetry implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Scope scope;
    private final @Nullable OpenTelemetrySdk traces;
    private final @Nullable Tracer tracer;

    private Telemetry(@Nullable OpenTelemetrySdk traces) {
        this.scope = new RootScopeBuilder()
                .reporter(new MicrometerClientStatsReporter(registry))
                .reportEvery(com.uber.m3.util.Duration.ofSeconds(1));
        this.traces = traces;
        this.tracer = traces == null ? null : OpenTracingShim.createTracerShim(traces);
    }

    static Telemetry of(Map<String, String> environment) {
        boolean asked = environment.keySet().stream()
                .anyMatch(name -> name.startsWith("OTEL_EXPORTER_OTLP") || name.equals("OTEL_TRACES_EXPORTER"));
        if (!asked || "true".equalsIgnoreCase(environment.get("OTEL_SDK_DISABLED"))) {
            return new Telemetry(null);
        }
        Map<String, String> settings = new HashMap<>();
        settings.put("otel.service.name", "understudy");
        settings.put("otel.metrics.exporter", "none");
        settings.put("otel.logs.exporter", "none");
        environment.forEach((name, value) -> {
            if (name.startsWith("OTEL_")) {
                settings.put(name.toLowerCase(Locale.ROOT).replace('_', '.'), value);
            }
        });
        return new Telemetry(AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> settings)
                .disableShutdownHook()
                .build()
                .getOpenTelemetrySdk());
    }

    /** Where metrics are kept, ours and Temporal's. */
    PrometheusMeterRegistry registry() {
        return registry;
    }

    /** For the connection's options. */
    Scope scope() {
        return scope;
    }

    WorkflowClientOptions traced(WorkflowClientOptions client) {
        if (tracer == null) {
            return client;
        }
        List<WorkflowClientInterceptor> interceptors = new ArrayList<>();
        WorkflowClientInterceptor @Nullable [] there = client.getInterceptors();
        if (there != null) {
            interceptors.addAll(Arrays.asList(there));
        }
        interceptors.add(new OpenTracingClientInterceptor(options(tracer)));
        return WorkflowClientOptions.newBuilder(client)
                .setInterceptors(interceptors.toArray(WorkflowClientInterceptor[]::new))
                .build();
    }

    WorkerFactoryOptions workers() {
        WorkerFactoryOptions.Builder workers = WorkerFactoryOptions.newBuilder();
        if (tracer != null) {
            workers.setWorkerInterceptors(new WorkerInterceptor[] {new OpenTracingWorkerInterceptor(options(tracer))});
        }
        return workers.build();
    }

    private static OpenTracingOptions options(Tracer tracer) {
        return OpenTracingOptions.newBuilder().setTracer(tracer).build();
    }

    /** Sends what was not sent. */
    @Override
    public void close() {
        try {
            scope.close();
        } catch (ScopeCloseException e) {
            LOG.debug("the last of Temporal's metrics were not counted: {}", e.getMessage());
        }
        if (traces != null) {
            traces.close();
        }
    }
}
