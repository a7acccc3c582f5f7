package dev.understudy.api;

import dev.understudy.control.Control;
import dev.understudy.control.Held;
import dev.understudy.harness.RunRefused;
import dev.understudy.journal.JournalEntry;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What people do to runs that are under way, over HTTP: hold, let go, approve, settle, stop. */
public final class ControlApi {
    private final Backstage backstage;
    private final RunQueries queries;

    public ControlApi(Backstage backstage) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
    }

    public void addTo(RoutesConfig routes) {
        routes.post("/api/v1/runs/{run}/pause", ctx -> act(ctx, "pause"));
        routes.post("/api/v1/runs/{run}/resume", ctx -> act(ctx, "resume"));
        routes.post("/api/v1/runs/{run}/stop", ctx -> act(ctx, "stop"));
        routes.get("/api/v1/runs/{run}/waiting", this::waiting);
        routes.post("/api/v1/runs/{run}/approve", this::approve);
        routes.post("/api/v1/runs/{run}/settle", this::settle);
        routes.post("/api/v1/live/stop", ctx -> live(ctx, false));
        routes.post("/api/v1/live/allow", ctx -> live(ctx, true));
    }

    private void act(Context ctx, String act) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        ActBody body = Body.read(ctx, ActBody.class);
        String run = ctx.pathParam("run");
        steer(run, act, body.how(), Body.required(body.reason(), "reason"), person);
        List<String> inFlight = backstage.harness().control().inFlight(run).stream()
                .map(ControlApi::words)
                .toList();
        ctx.json(Map.of("run", run, "done", act, "inFlight", inFlight));
    }

    /**
     * Pauses, resumes or stops a run.
     *
     * @param act {@code pause}, {@code resume} or {@code stop}
     * @param how of a stop; null for at once
     * @throws Problem where that cannot be
     */
    public void steer(String run, String act, @Nullable String how, String why, Person person) {
        queries.run(run);
        Control control = backstage.harness().control();
        try {
            switch (act) {
                case "pause" -> control.pause(run, person.name(), why);
                case "resume" -> control.resume(run, person.name(), why);
                default -> control.stop(run, how(how), person.name(), why);
            }
        } catch (RunRefused e) {
            throw RunsApi.refused(e);
        }
    }

    private void waiting(Context ctx) {
        backstage.callers().signedIn(ctx);
        String run = ctx.pathParam("run");
        queries.run(run);
        try {
            ctx.json(backstage.harness().control().waiting(run).stream()
                    .map(Shown::of)
                    .toList());
        } catch (RunRefused e) {
            throw RunsApi.refused(e);
        }
    }

    private void approve(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        ApproveBody body = Body.read(ctx, ApproveBody.class);
        Long sequence = body.sequence();
        if (sequence == null) {
            throw Problem.badRequest("missing-field", "the field 'sequence' is missing");
        }
        String run = ctx.pathParam("run");
        approve(run, sequence, Body.required(body.fingerprint(), "fingerprint"), person);
        ctx.json(Map.of("run", run, "done", "approve", "sequence", sequence));
    }

    /** @throws Problem 409 where it is not exactly this that waits */
    public void approve(String run, long sequence, String fingerprint, Person person) {
        queries.run(run);
        try {
            backstage.harness().control().approve(run, sequence, fingerprint, person.name());
        } catch (RunRefused e) {
            throw RunsApi.refused(e);
        }
    }

    private void settle(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        SettleBody body = Body.read(ctx, SettleBody.class);
        Long sequence = body.sequence();
        Boolean done = body.done();
        if (sequence == null || done == null) {
            throw Problem.badRequest("missing-field", "the fields 'sequence' and 'done' are needed");
        }
        String run = ctx.pathParam("run");
        settle(run, sequence, done, Body.required(body.reason(), "reason"), person);
        ctx.json(Map.of("run", run, "done", "settle", "sequence", sequence));
    }

    /** @throws Problem 409 where the outcome of that operation is known */
    public void settle(String run, long sequence, boolean done, String why, Person person) {
        queries.run(run);
        try {
            backstage.harness().control().settle(run, sequence, done, person.name(), why);
        } catch (RunRefused e) {
            throw RunsApi.refused(e);
        }
    }

    private static Control.Stop how(@Nullable String how) {
        if (how == null) {
            return Control.Stop.NOW;
        }
        try {
            return Control.Stop.valueOf(how.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(
                    "bad-how", "a run is stopped NOW, AFTER_THIS_OPERATION or WITH_COMPENSATION, not " + how);
        }
    }

    /** Stopping is everybody's right; letting live writes go again is a reviewer's. */
    private void live(Context ctx, boolean allow) {
        Person person = allow
                ? backstage.callers().with(ctx, Role.REVIEWER)
                : backstage.callers().signedIn(ctx);
        String why = Body.required(Body.read(ctx, ActBody.class).reason(), "reason");
        if (allow) {
            backstage.harness().control().allowLive(person.name(), why);
        } else {
            backstage.harness().control().stopAllLive(person.name(), why);
        }
        ctx.json(Map.of("live", allow ? "allowed" : "stopped"));
    }

    private static String words(JournalEntry entry) {
        return entry.sequence() + " " + entry.operation().action().summary();
    }

    /** A write that waits for approval, as it is shown. */
    record Shown(
            long sequence,
            @Nullable String step,
            String activityType,
            String action,
            String effect,
            String fingerprint) {
        static Shown of(Held held) {
            return new Shown(
                    held.sequence(),
                    held.step(),
                    held.activityType(),
                    held.action().summary(),
                    held.action().effect().name(),
                    held.fingerprint());
        }
    }

    record ActBody(@Nullable String reason, @Nullable String how) {}

    record ApproveBody(@Nullable Long sequence, @Nullable String fingerprint) {}

    record SettleBody(
            @Nullable Long sequence,
            @Nullable Boolean done,
            @Nullable String reason) {}
}
