package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.DivergencesApi;
import dev.understudy.api.GroupsApi;
import dev.understudy.api.Judging;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.report.DivergenceGroup;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.report.SplitField;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The divergences that wait, in groups over all runs, and the page on which a whole group is judged or split. */
public final class GroupPages {
    private final Backstage backstage;
    private final Renderer renderer;
    private final Judging judging;

    public GroupPages(Backstage backstage, Renderer renderer, Judging judging) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.judging = judging;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/groups", this::list);
        routes.get("/groups/{key}", this::show);
        routes.post("/groups/{key}/verdict", this::judge);
        routes.post("/groups/{key}/split", this::split);
    }

    private void list(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        renderer.page(
                ctx,
                "groups",
                "Groups",
                "inbox",
                Map.of("groups", backstage.groups().open()));
    }

    private void show(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        String key = ctx.pathParam("key");
        DivergenceGroup group = backstage.groups().find(key).orElseThrow(() -> Problem.noSuch("group that waits", key));
        renderer.page(
                ctx,
                "group",
                group.words(),
                "inbox",
                Map.of(
                        "group",
                        group,
                        "verdicts",
                        List.of(ReviewVerdict.values()),
                        "fields",
                        List.of(SplitField.values())));
    }

    private void judge(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String verdict = ctx.formParam("verdict");
        String comment = ctx.formParam("comment");
        judging.giveAll(
                ctx.pathParam("key"),
                DivergencesApi.verdict(verdict == null ? "" : verdict),
                comment == null ? "" : comment,
                person);
        ctx.redirect("/groups");
    }

    private void split(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String field = ctx.formParam("field");
        judging.split(
                ctx.pathParam("key"), GroupsApi.field(field == null ? "" : field), ctx.formParam("value"), person);
        ctx.redirect("/groups");
    }
}
