package dev.understudy.api;

import dev.understudy.harness.RunRefused;
import dev.understudy.operation.Mode;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.schedule.Overlap;
import dev.understudy.schedule.Schedule;
import dev.understudy.schedule.ScheduleRequest;
import dev.understudy.schedule.Schedules;
import dev.understudy.schedule.Timing;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Schedules over HTTP. Whoever may start a run of the mode may make a schedule of it. */
public final class SchedulesApi {
    private final Backstage backstage;

    public SchedulesApi(Backstage backstage) {
        this.backstage = backstage;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/schedules", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(asked(schedules()::all));
        });
        routes.get("/api/v1/schedules/{schedule}", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(asked(() -> schedules().find(ctx.pathParam("schedule"))));
        });
        routes.post("/api/v1/schedules", this::create);
        routes.post("/api/v1/schedules/{schedule}/pause", ctx -> act(ctx, "pause"));
        routes.post("/api/v1/schedules/{schedule}/resume", ctx -> act(ctx, "resume"));
        routes.post("/api/v1/schedules/{schedule}/delete", ctx -> act(ctx, "delete"));
        routes.post("/api/v1/schedules/{schedule}/backfill", this::backfill);
    }

    private Schedules schedules() {
        return backstage.harness().schedules();
    }

    private void create(Context ctx) {
        CreateBody body = Body.read(ctx, CreateBody.class);
        Mode mode = word(Body.required(body.mode(), "mode"), "mode", Mode.class);
        Person person = mode == Mode.LIVE
                ? backstage.callers().with(ctx, Role.OPERATOR)
                : backstage.callers().with(ctx, Role.OPERATOR, Role.AUTHOR, Role.REVIEWER);
        Duration jitter = Lengths.read(body.jitter(), "jitter");
        Timing timing = new Timing(
                body.cron() == null ? List.of() : body.cron(),
                Lengths.read(body.every(), "every"),
                body.zone() == null || body.zone().isBlank()
                        ? null
                        : body.zone().strip(),
                jitter == null ? Duration.ZERO : jitter,
                Lengths.read(body.catchUp(), "catchUp"));
        ScheduleRequest request = new ScheduleRequest(
                Body.required(body.id(), "id"),
                Body.required(body.runbook(), "runbook"),
                Body.required(body.target(), "target"),
                mode,
                body.params() == null ? Map.of() : body.params(),
                timing,
                body.overlap() == null ? Overlap.SKIP : word(body.overlap(), "overlap", Overlap.class),
                Boolean.TRUE.equals(body.paused()),
                Boolean.TRUE.equals(body.pauseOnFailure()),
                body.note() == null ? "" : body.note(),
                person.name());
        Schedule made = asked(() -> {
            schedules().create(request);
            return schedules().find(request.id());
        });
        ctx.status(201).json(made);
    }

    private void act(Context ctx, String act) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        String why = Body.required(Body.read(ctx, ActBody.class).reason(), "reason");
        String id = ctx.pathParam("schedule");
        change(act, id, person, why);
        ctx.json(Map.of("schedule", id, "done", act));
    }

    /** Pauses, resumes or deletes; for the pages as well. @throws Problem where the harness refuses */
    public void change(String act, String id, Person person, String why) {
        asked(() -> {
            switch (act) {
                case "pause" -> schedules().pause(id, person.name(), why);
                case "resume" -> schedules().resume(id, person.name(), why);
                default -> schedules().delete(id, person.name(), why);
            }
            return id;
        });
    }

    private void backfill(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        BackfillBody body = Body.read(ctx, BackfillBody.class);
        Instant from = instant(body.from(), "from");
        Instant to = instant(body.to(), "to");
        Overlap overlap = body.overlap() == null ? null : word(body.overlap(), "overlap", Overlap.class);
        String why = Body.required(body.reason(), "reason");
        List<Instant> times =
                asked(() -> schedules().backfill(ctx.pathParam("schedule"), from, to, overlap, person.name(), why));
        ctx.json(Map.of("schedule", ctx.pathParam("schedule"), "starts", times));
    }

    private static Instant instant(@Nullable String text, String field) {
        try {
            return Instant.parse(Body.required(text, field));
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    "bad-time", "the field '" + field + "' is a time such as 2026-11-24T03:00:00Z, not " + text);
        }
    }

    private static <E extends Enum<E>> E word(String text, String field, Class<E> type) {
        String word = text.strip().toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "bad-" + field,
                        "the field '" + field + "' is one of " + Arrays.toString(type.getEnumConstants()) + ", not "
                                + text));
    }

    /** The harness's refusal as an answer. */
    public static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (RunRefused e) {
            throw RunsApi.refused(e);
        }
    }

    record CreateBody(
            @Nullable String id,
            @Nullable String runbook,
            @Nullable String target,
            @Nullable String mode,
            @Nullable Map<String, String> params,
            @Nullable List<String> cron,
            @Nullable String every,
            @Nullable String zone,
            @Nullable String jitter,
            @Nullable String catchUp,
            @Nullable String overlap,
            @Nullable Boolean paused,
            @Nullable Boolean pauseOnFailure,
            @Nullable String note) {}

    record ActBody(@Nullable String reason) {}

    record BackfillBody(
            @Nullable String from,
            @Nullable String to,
            @Nullable String overlap,
            @Nullable String reason) {}
}
