package dev.understudy.server;

import dev.understudy.api.Backstage;
import dev.understudy.operation.Mode;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;

/** How machines look at the server: {@code /healthz}, {@code /readyz} and {@code /metrics}, for anyone who reaches it. */
final class Observability {
    private static final String STARTED = "understudy.started";

    private final PrometheusMeterRegistry registry;
    private final Backstage backstage;

    Observability(Backstage backstage, PrometheusMeterRegistry registry) {
        this.registry = registry;
        this.backstage = backstage;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        Gauge.builder(
                        "understudy.divergences.waiting",
                        () -> backstage.reviews().inbox(1_000).size())
                .description("divergences without a verdict, at most 1000")
                .register(registry);
        for (Mode mode : Mode.values()) {
            Gauge.builder("understudy.runs.open", () -> open(mode))
                    .tag("mode", mode.name())
                    .description("runs that go on")
                    .register(registry);
        }
    }

    void addTo(RoutesConfig routes) {
        routes.get("/healthz", ctx -> ctx.result("ok\n"));
        routes.get("/readyz", this::ready);
        routes.get(
                "/metrics",
                ctx -> ctx.contentType("text/plain; version=0.0.4; charset=utf-8")
                        .result(registry.scrape()));
        routes.before(ctx -> ctx.attribute(STARTED, System.nanoTime()));
        routes.after(this::count);
    }

    /** Ready is who can store: without Temporal recordings are still taken, and the shadows catch up later. */
    private void ready(Context ctx) {
        backstage
                .store()
                .read(handle -> handle.select("SELECT 1").mapTo(Integer.class).one());
        ctx.result("ok\n");
    }

    private void count(Context ctx) {
        Long started = ctx.attribute(STARTED);
        if (started != null) {
            Timer.builder("understudy.http.requests")
                    .description("answered requests")
                    .tag("method", ctx.method().name())
                    .tag("route", route(ctx))
                    .tag("status", Integer.toString(ctx.statusCode()))
                    .register(registry)
                    .record(Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private static String route(Context ctx) {
        var endpoint = ctx.endpoints().lastHttpEndpoint();
        return endpoint == null ? "none" : endpoint.path;
    }

    private int open(Mode mode) {
        return backstage
                .runs()
                .recent(RunFilter.ANY.mode(mode).state(RunState.OPEN), 10_000)
                .size();
    }
}
