package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.RunQueries;
import dev.understudy.operation.Mode;
import dev.understudy.people.Role;
import dev.understudy.run.Run;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.Map;

/** The list of runs, and the page of each. */
public final class RunPages {
    private static final int MOST = 200;

    private final Backstage backstage;
    private final Renderer renderer;
    private final RunQueries queries;
    private final RunViews views;
    private final LiveUpdates live;

    public RunPages(Backstage backstage, Renderer renderer, LiveUpdates live) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.queries = new RunQueries(backstage);
        this.views = new RunViews(backstage);
        this.live = live;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/runs", this::list);
        routes.get("/runs/{run}", this::show);
        routes.get("/runs/{run}/fragment", this::fragment);
        routes.sse("/runs/{run}/live", client -> {
            backstage.callers().signedIn(client.ctx());
            live.watch(client, queries.run(client.ctx().pathParam("run")).id());
        });
    }

    private void list(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        renderer.page(ctx, "runs", "Runs", "runs", Map.of("runs", queries.recent(null, MOST)));
    }

    private void show(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        Run run = queries.run(ctx.pathParam("run"));
        if (run.mode() == Mode.SHADOW) {
            renderer.page(ctx, "run", backstage.library().title(run.runbook()), "runs", Map.of("run", views.of(run)));
        } else {
            alone(ctx, run);
        }
    }

    private void fragment(Context ctx) {
        backstage.callers().signedIn(ctx);
        Run run = queries.run(ctx.pathParam("run"));
        if (run.mode() == Mode.SHADOW) {
            renderer.fragment(ctx, "part/run", new HashMap<>(Map.of("run", views.of(run))));
        } else {
            renderer.fragment(ctx, "part/alone", params(run));
        }
    }

    /** A run that the workflow does alone: a rehearsal, or for real. */
    private void alone(Context ctx, Run run) {
        Map<String, Object> params = params(run);
        params.put(
                "maySteer",
                renderer.person(ctx)
                        .filter(person -> person.may(Role.OPERATOR) || person.may(Role.REVIEWER))
                        .isPresent());
        renderer.page(ctx, "alone", backstage.library().title(run.runbook()), "runs", params);
    }

    private Map<String, Object> params(Run run) {
        Map<String, Object> params = new HashMap<>();
        params.put("run", queries.summary(run.id()));
        params.put("operations", backstage.journal().ofRun(run.id()));
        params.put("plan", run.mode() == Mode.DRY_RUN ? backstage.harness().plan(run.id()) : null);
        params.put("steering", Steering.of(backstage.harness().control(), run));
        return params;
    }
}
