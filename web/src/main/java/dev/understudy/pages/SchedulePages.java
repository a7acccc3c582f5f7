package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.SchedulesApi;
import dev.understudy.harness.RunRefused;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.schedule.Schedule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;

/** The schedules: what starts by the clock, what it started, and what was skipped and why. */
public final class SchedulePages {
    private final Backstage backstage;
    private final Renderer renderer;
    private final SchedulesApi api;

    public SchedulePages(Backstage backstage, Renderer renderer, SchedulesApi api) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.api = api;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/schedules", this::list);
        routes.get("/schedules/{schedule}", this::show);
        routes.post("/schedules/{schedule}/pause", ctx -> act(ctx, "pause"));
        routes.post("/schedules/{schedule}/resume", ctx -> act(ctx, "resume"));
    }

    private void list(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        List<Schedule> schedules = List.of();
        String refusal = "";
        try {
            schedules = backstage.harness().schedules().all();
        } catch (RunRefused e) {
            if (e.reason() != Reason.NO_SCHEDULES && e.reason() != Reason.TEMPORAL_AWAY) {
                throw e;
            }
            refusal = String.valueOf(e.getMessage());
        }
        renderer.page(ctx, "schedules", "Schedules", "schedules", Map.of("schedules", schedules, "refusal", refusal));
    }

    private void show(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        Schedule schedule =
                SchedulesApi.asked(() -> backstage.harness().schedules().find(ctx.pathParam("schedule")));
        renderer.page(ctx, "schedule", schedule.id(), "schedules", Map.of("s", schedule));
    }

    private void act(Context ctx, String act) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        String reason = ctx.formParam("reason");
        String id = ctx.pathParam("schedule");
        api.change(act, id, person, reason == null || reason.isBlank() ? "from the page" : reason.strip());
        ctx.redirect(Paths.schedule(id));
    }
}
