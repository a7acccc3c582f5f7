package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.DivergencesApi;
import dev.understudy.api.Inbox;
import dev.understudy.api.Judging;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.report.ReviewVerdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The inbox of divergences, and the page on which one is judged. */
public final class InboxPages {
    /** More than anyone reads in a sitting; the count beside the inbox stops there too. */
    public static final int MOST = 200;

    private final Backstage backstage;
    private final Renderer renderer;
    private final Inbox inbox;
    private final Judging judging;
    private final DivergenceViews views;

    public InboxPages(Backstage backstage, Renderer renderer, Inbox inbox, Judging judging) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.inbox = inbox;
        this.judging = judging;
        this.views = new DivergenceViews(backstage, inbox);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/", this::inbox);
        routes.get("/divergences/{run}/{id}", this::show);
        routes.post("/divergences/{run}/{id}", this::judge);
    }

    private void inbox(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        List<Inbox.Waiter> waiting = inbox.waiting(MOST);
        renderer.page(
                ctx,
                "inbox",
                "Inbox",
                "inbox",
                Map.of(
                        "waiting",
                        waiting,
                        "runs",
                        backstage
                                .runs()
                                .recent(dev.understudy.run.RunFilter.ANY, 1)
                                .size()));
    }

    private void show(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        DivergenceView view = views.of(ctx.pathParam("run"), ctx.pathParam("id"));
        renderer.page(
                ctx,
                "divergence",
                view.divergence().title(),
                "inbox",
                Map.of("view", view, "verdicts", List.of(ReviewVerdict.values())));
    }

    private void judge(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String verdict = ctx.formParam("verdict");
        String comment = ctx.formParam("comment");
        String run = ctx.pathParam("run");
        String id = ctx.pathParam("id");
        judging.give(
                run,
                id,
                DivergencesApi.verdict(verdict == null ? "" : verdict),
                comment == null ? "" : comment,
                person);
        ctx.redirect("/divergences/" + Paths.part(run) + "/" + Paths.part(id));
    }
}
