package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.ControlApi;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** The buttons of a run that is under way; each leads back to the run's page. */
public final class ControlPages {
    private final Backstage backstage;
    private final ControlApi control;

    public ControlPages(Backstage backstage, ControlApi control) {
        this.backstage = backstage;
        this.control = control;
    }

    public void addTo(RoutesConfig routes) {
        for (String act : new String[] {"pause", "resume", "stop"}) {
            routes.post("/runs/{run}/" + act, ctx -> {
                control.steer(
                        ctx.pathParam("run"), act, ctx.formParam("how"), given(ctx.formParam("reason")), person(ctx));
                back(ctx);
            });
        }
        routes.post("/runs/{run}/approve", ctx -> {
            control.approve(
                    ctx.pathParam("run"), number(ctx), String.valueOf(ctx.formParam("fingerprint")), person(ctx));
            back(ctx);
        });
        routes.post("/runs/{run}/settle", ctx -> {
            control.settle(
                    ctx.pathParam("run"),
                    number(ctx),
                    "true".equals(ctx.formParam("done")),
                    given(ctx.formParam("reason")),
                    person(ctx));
            back(ctx);
        });
    }

    private Person person(Context ctx) {
        return backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
    }

    private static void back(Context ctx) {
        ctx.redirect(Paths.run(ctx.pathParam("run")));
    }

    private static String given(@Nullable String reason) {
        if (reason == null || reason.isBlank()) {
            throw Problem.badRequest("missing-field", "say why: the reason goes into the audit log");
        }
        return reason.strip();
    }

    private static long number(Context ctx) {
        try {
            return Long.parseLong(String.valueOf(ctx.formParam("sequence")));
        } catch (NumberFormatException e) {
            throw Problem.badRequest("missing-field", "the number of the operation is missing");
        }
    }
}
