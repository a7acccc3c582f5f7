package dev.understudy.api;

import dev.understudy.export.ExportFormat;
import dev.understudy.export.Exports;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs as files, for process mining, spreadsheets and pull requests. */
public final class ExportsApi {
    private final Backstage backstage;
    private final RunQueries runs;
    private final WorkflowQueries workflows;
    private final Exports exports;

    public ExportsApi(Backstage backstage, WorkflowQueries workflows) {
        this.backstage = backstage;
        this.runs = new RunQueries(backstage);
        this.workflows = workflows;
        this.exports = new Exports(backstage.store());
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/export", ctx -> send(ctx, "understudy", exports.ended(null)));
        routes.get("/api/v1/workflows/{workflow}/export", ctx -> {
            String type = workflows.workflow(ctx.pathParam("workflow")).type();
            send(ctx, type, exports.ended(type));
        });
        routes.get("/api/v1/runs/{run}/export", this::run);
    }

    private void run(Context ctx) {
        backstage.callers().signedIn(ctx);
        String run = runs.run(ctx.pathParam("run")).id();
        if (exports.find(run).isEmpty()) {
            throw Problem.conflict(
                    "run-goes-on",
                    "run " + run + " goes on, and its predictions are hidden until it has ended: export it then");
        }
        send(ctx, run, List.of(run));
    }

    private void send(Context ctx, String name, List<String> names) {
        backstage.callers().signedIn(ctx);
        ExportFormat format = format(ctx.queryParam("format"));
        ctx.contentType(format.mediaType())
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + name.replaceAll("[^A-Za-z0-9._-]", "_") + "." + format.extension()
                                + "\"");
        try {
            exports.write(format, names, ctx.outputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private static ExportFormat format(@Nullable String name) {
        return ExportFormat.named(Body.required(name, "format"))
                .orElseThrow(() -> Problem.badRequest(
                        "unknown-format", "there is no format " + name + "; there are " + ExportFormat.names()));
    }
}
