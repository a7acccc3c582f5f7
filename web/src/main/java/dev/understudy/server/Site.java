package dev.understudy.server;

import dev.understudy.api.Backstage;
import dev.understudy.api.Changes;
import dev.understudy.api.ControlApi;
import dev.understudy.api.DivergencesApi;
import dev.understudy.api.ExportsApi;
import dev.understudy.api.GroupsApi;
import dev.understudy.api.HandOverApi;
import dev.understudy.api.Inbox;
import dev.understudy.api.Judging;
import dev.understudy.api.ModeChanges;
import dev.understudy.api.OperationSearch;
import dev.understudy.api.OperationsApi;
import dev.understudy.api.RulesApi;
import dev.understudy.api.RunsApi;
import dev.understudy.api.SchedulesApi;
import dev.understudy.api.TargetsApi;
import dev.understudy.api.Waiting;
import dev.understudy.api.WorkflowQueries;
import dev.understudy.api.WorkflowsApi;
import dev.understudy.ingest.Ingest;
import dev.understudy.pages.ControlPages;
import dev.understudy.pages.GroupPages;
import dev.understudy.pages.InboxPages;
import dev.understudy.pages.LiveUpdates;
import dev.understudy.pages.Renderer;
import dev.understudy.pages.RulePages;
import dev.understudy.pages.RunPages;
import dev.understudy.pages.SchedulePages;
import dev.understudy.pages.SearchPages;
import dev.understudy.pages.SignInPages;
import dev.understudy.pages.WorkflowPages;
import dev.understudy.recording.EventJson;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.json.JavalinJackson;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;

/** Everything that answers over HTTP, put together. */
final class Site implements AutoCloseable {
    private final Backstage backstage;
    private final BrowserGuard guard;
    private final Changes changes;
    private final Waiting waiting = new Waiting();
    private final LiveUpdates live;
    private final Observability observability;

    Site(Backstage backstage, Changes changes, BrowserGuard guard, PrometheusMeterRegistry metrics) {
        this.backstage = backstage;
        this.changes = changes;
        this.guard = guard;
        this.live = new LiveUpdates(backstage.runs(), changes);
        this.observability = new Observability(backstage, metrics);
    }

    void configure(JavalinConfig config) {
        config.jsonMapper(new JavalinJackson(EventJson.mapper(), false));
        RoutesConfig routes = config.routes;
        Assets assets = new Assets();
        Inbox inbox = new Inbox(backstage);
        Renderer renderer = new Renderer(
                backstage.callers(),
                () -> backstage.reviews().inbox(InboxPages.MOST).size(),
                assets.version());
        routes.before(guard::check);
        new Errors(renderer::problem).addTo(routes);
        observability.addTo(routes);
        assets.addTo(routes);
        Ingest ingest = new Ingest(
                backstage.sessions(),
                backstage.harness(),
                backstage.targets(),
                backstage.library(),
                backstage.callers(),
                Listener.MAX_BODY,
                changes::happened);
        routes.post("/api/v1/sessions/{session}/events", ingest::post);
        Judging judging = new Judging(backstage, changes::happened);
        WorkflowQueries workflows = new WorkflowQueries(backstage);
        ModeChanges modes = new ModeChanges(backstage, workflows);
        new RunsApi(backstage, waiting, Clock.systemUTC()).addTo(routes);
        new RulesApi(backstage, Clock.systemUTC()).addTo(routes);
        new GroupsApi(backstage, judging).addTo(routes);
        ControlApi control = new ControlApi(backstage);
        control.addTo(routes);
        new DivergencesApi(backstage, inbox, judging).addTo(routes);
        new WorkflowsApi(backstage, workflows, modes).addTo(routes);
        new ExportsApi(backstage, workflows).addTo(routes);
        OperationSearch search = new OperationSearch(backstage);
        new OperationsApi(backstage, search).addTo(routes);
        new SearchPages(renderer, search).addTo(routes);
        new TargetsApi(backstage).addTo(routes);
        new HandOverApi(backstage).addTo(routes);
        SchedulesApi schedules = new SchedulesApi(backstage);
        schedules.addTo(routes);
        new SignInPages(renderer, backstage.callers()).addTo(routes);
        new InboxPages(backstage, renderer, inbox, judging).addTo(routes);
        new GroupPages(backstage, renderer, judging).addTo(routes);
        new RulePages(backstage, renderer, Clock.systemUTC()).addTo(routes);
        new RunPages(backstage, renderer, live).addTo(routes);
        new SchedulePages(backstage, renderer, schedules).addTo(routes);
        new ControlPages(backstage, control).addTo(routes);
        new WorkflowPages(backstage, renderer, workflows, modes).addTo(routes);
    }

    @Override
    public void close() {
        live.close();
        waiting.close();
    }
}
