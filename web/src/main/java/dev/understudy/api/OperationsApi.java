package dev.understudy.api;

import dev.understudy.journal.JournalEntry;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/** The journal over HTTP: operations of all runs and of imported histories, found by what is known of them. */
public final class OperationsApi {
    private final Backstage backstage;
    private final OperationSearch search;

    public OperationsApi(Backstage backstage, OperationSearch search) {
        this.backstage = backstage;
        this.search = search;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/operations", this::search);
    }

    private void search(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(search.find(ctx).stream().map(OperationsApi::said).toList());
    }

    private static Map<String, Object> said(JournalEntry entry) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("run", entry.run());
        said.put("sequence", entry.sequence());
        said.put("activityType", entry.operation().activityType());
        said.put("workflow", entry.operation().workflowType());
        said.put("workflowId", entry.operation().workflowId());
        said.put("action", entry.operation().action().summary());
        said.put("kind", entry.operation().kind());
        // What was imported acted for real, and in no mode of ours.
        said.put("mode", entry.origin() == null ? entry.operation().mode() : null);
        said.put("origin", entry.origin());
        said.put("target", entry.operation().target());
        said.put("step", entry.operation().step());
        said.put("publishedAt", entry.operation().publishedAt());
        said.put("resolvedAt", entry.resolvedAt());
        said.put("attempts", entry.attempts());
        said.put("resolution", entry.resolution());
        said.put("detail", entry.detail());
        said.put("input", entry.input());
        return said;
    }
}
