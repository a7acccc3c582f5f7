package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.ModeChanges;
import dev.understudy.api.PromotionRefusal;
import dev.understudy.api.WorkflowQueries;
import dev.understudy.api.WorkflowStanding;
import dev.understudy.evidence.JudgedRun;
import dev.understudy.evidence.NotCounted;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The list of workflows, and the page of each, on which its mode is changed. */
public final class WorkflowPages {
    private static final int HISTORY = 100;

    private final Backstage backstage;
    private final Renderer renderer;
    private final WorkflowQueries queries;
    private final ModeChanges changes;

    public WorkflowPages(Backstage backstage, Renderer renderer, WorkflowQueries queries, ModeChanges changes) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.queries = queries;
        this.changes = changes;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/workflows", this::list);
        routes.get("/workflows/{workflow}", ctx -> {
            Optional<Person> person = renderer.person(ctx);
            if (person.isPresent()) {
                show(ctx, person.get(), List.of(), "");
            }
        });
        routes.post("/workflows/{workflow}/promote", this::promote);
        routes.post("/workflows/{workflow}/override", this::override);
        routes.post("/workflows/{workflow}/backtest", this::backtest);
        routes.post("/workflows/{workflow}/confirm", this::confirm);
        routes.post("/workflows/{workflow}/demote", this::demote);
    }

    private void list(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        renderer.page(ctx, "workflows", "Workflows", "workflows", Map.of("workflows", queries.all()));
    }

    private void show(Context ctx, Person person, List<String> refusals, String reason) {
        WorkflowStanding standing = queries.standing(ctx.pathParam("workflow"));
        List<JudgedRun> runs = new ArrayList<>(standing.evidence().runs());
        Collections.reverse(runs);
        List<JudgedRun> emergencies = runs.stream()
                .filter(run -> run.why().contains(NotCounted.BREAK_GLASS))
                .toList();
        runs.removeAll(emergencies);
        WorkflowView view = new WorkflowView(
                standing,
                queries.proof(standing),
                BoundPicture.of(standing.evidence()),
                runs,
                emergencies,
                backstage.audit().latest(standing.workflow().type(), HISTORY),
                refusals,
                reason,
                person.may(Role.REVIEWER));
        renderer.page(ctx, "workflow", standing.workflow().type(), "workflows", Map.of("view", view));
    }

    private void promote(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String reason = given(ctx);
        try {
            changes.promote(ctx.pathParam("workflow"), ctx.formParam("seen"), reason, person);
        } catch (PromotionRefusal refusal) {
            ctx.status(409);
            show(ctx, person, refusal.reasons(), reason);
            return;
        }
        ctx.redirect(Paths.workflow(ctx.pathParam("workflow")));
    }

    private void override(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String reason = given(ctx);
        try {
            changes.override(ctx.pathParam("workflow"), ctx.formParam("seen"), reason, person);
        } catch (PromotionRefusal refusal) {
            ctx.status(409);
            show(ctx, person, refusal.reasons(), reason);
            return;
        }
        ctx.redirect(Paths.workflow(ctx.pathParam("workflow")));
    }

    private void backtest(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.AUTHOR, Role.REVIEWER);
        queries.backtest(ctx.pathParam("workflow"), person.name());
        ctx.redirect(Paths.workflow(ctx.pathParam("workflow")) + "#backtest");
    }

    private void confirm(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        try {
            changes.confirm(ctx.pathParam("workflow"), person);
        } catch (PromotionRefusal refusal) {
            ctx.status(409);
            show(ctx, person, refusal.reasons(), "");
            return;
        }
        ctx.redirect(Paths.workflow(ctx.pathParam("workflow")));
    }

    private void demote(Context ctx) {
        Person person = backstage.callers().signedIn(ctx);
        changes.demote(ctx.pathParam("workflow"), given(ctx), person);
        ctx.redirect(Paths.workflow(ctx.pathParam("workflow")));
    }

    private static String given(Context ctx) {
        String reason = ctx.formParam("reason");
        return reason == null ? "" : reason.strip();
    }
}
