package dev.understudy.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.audit.Act;
import dev.understudy.harness.RunRefused;
import dev.understudy.harness.RunRequest;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.operation.Mode;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.recording.EventJson;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs over HTTP: listed, shown and started. */
public final class RunsApi {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Backstage backstage;
    private final RunQueries queries;
    private final Waiting waiting;
    private final Clock clock;

    public RunsApi(Backstage backstage, Waiting waiting, Clock clock) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
        this.waiting = waiting;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/runs", this::list);
        routes.post("/api/v1/runs", this::start);
        routes.get("/api/v1/runs/{run}", this::show);
        routes.get("/api/v1/runs/{run}/report", this::report);
        routes.get("/api/v1/runs/{run}/commitments", this::commitments);
        routes.get("/api/v1/runs/{run}/plan", this::plan);
        routes.post("/api/v1/runs/{run}/break-glass", this::breakGlass);
    }

    private void list(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(queries.recent(ctx.queryParam("workflow"), (int) Math.min(500, Body.number(ctx, "limit", 100))));
    }

    private void show(Context ctx) {
        backstage.callers().signedIn(ctx);
        String id = ctx.pathParam("run");
        ObjectNode answer = EventJson.mapper().valueToTree(queries.summary(id));
        answer.put("openPredictions", queries.openPredictions(id));
        answer.set(
                "holds",
                EventJson.mapper().valueToTree(backstage.harness().control().holds(id)));
        ctx.json(answer);
    }

    private void report(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.contentType("application/json")
                .result(queries.report(ctx.pathParam("run")).json());
    }

    /**
     * Asked by the recorder, which knows its run's name; hashes tell nothing, so nobody need sign in for them. {@code after}
     * is the position of the last commitment that it has, for what a workflow asks for in parallel is not published in the
     * order of the numbers.
     */
    private void commitments(Context ctx) {
        String run = ctx.pathParam("run");
        long after = Body.number(ctx, "after", 0);
        Duration patience = Waiting.patience(ctx, Duration.ofSeconds(20));
        waiting.json(
                ctx,
                () -> backstage.harness().awaitCommitments(run, after, patience).stream()
                        .map(commitment -> Map.of(
                                "position", commitment.position(),
                                "prediction", commitment.sequence(),
                                "hash", commitment.hash()))
                        .toList());
    }

    private void plan(Context ctx) {
        backstage.callers().signedIn(ctx);
        String run = ctx.pathParam("run");
        if (queries.run(run).mode() != Mode.DRY_RUN) {
            throw Problem.of(404, "no-such-plan", "run " + run + " is no rehearsal, so it has no plan");
        }
        Duration patience = Waiting.patience(ctx, Duration.ZERO);
        waiting.json(ctx, () -> backstage.harness().awaitPlan(run, patience));
    }

    private void start(Context ctx) {
        StartBody body = Body.read(ctx, StartBody.class);
        Mode mode = mode(body.mode());
        Person person = mode == Mode.LIVE
                ? backstage.callers().with(ctx, Role.OPERATOR)
                : backstage.callers().with(ctx, Role.OPERATOR, Role.AUTHOR, Role.REVIEWER);
        KnownWorkflow workflow = workflow(body);
        String run = body.run() == null || body.run().isBlank()
                ? name(workflow, mode)
                : body.run().strip();
        RunRequest request = new RunRequest(
                run,
                workflow.runbook(),
                Body.required(body.target(), "target"),
                person.name(),
                body.params() == null ? Map.of() : body.params());
        if (mode == Mode.LIVE) {
            inChangeWindow(workflow.type());
        }
        Map<String, String> started = Map.of("run", run, "mode", mode.name(), "page", "/runs/" + run);
        ctx.status(201);
        // A live run is rehearsed first, which takes its time.
        waiting.json(ctx, () -> {
            try {
                if (mode == Mode.LIVE) {
                    RunRequest live = request.under(body.plan());
                    backstage.harness().startLive(Boolean.TRUE.equals(body.stepByStep()) ? live.inSteps() : live);
                } else {
                    backstage.harness().startDryRun(request);
                }
                return started;
            } catch (RunRefused e) {
                throw refused(e);
            }
        });
    }

    private void inChangeWindow(String type) {
        if (!backstage.promotions().policy(type).opensAt(clock.instant())) {
            throw Problem.conflict(
                    "outside-change-window",
                    "the policy lets " + type + " act in its change windows only, and none is open now");
        }
    }

    private KnownWorkflow workflow(StartBody body) {
        String name = body.workflow() == null || body.workflow().isBlank()
                ? Body.required(body.runbook(), "runbook")
                : body.workflow().strip();
        return backstage
                .harness()
                .forRunbook(name)
                .or(() -> backstage.harness().workflows().stream()
                        .filter(known -> known.type().equals(name))
                        .findFirst())
                .orElseThrow(() -> Problem.unprocessable(
                        "unknown-workflow",
                        "no workflow automates '" + name + "'; there are workflows for: "
                                + String.join(
                                        ", ",
                                        backstage.harness().workflows().stream()
                                                .map(known -> known.runbook() + " (" + known.type() + ")")
                                                .toList())));
    }

    private String name(KnownWorkflow workflow, Mode mode) {
        Instant now = clock.instant();
        String word = mode == Mode.LIVE ? "live" : "dry";
        return workflow.runbook() + "-" + word + "-" + STAMP.format(now) + "-"
                + UUID.randomUUID().toString().substring(0, 4);
    }

    private static Mode mode(@Nullable String text) {
        String word = Body.required(text, "mode").toUpperCase(Locale.ROOT).replace('-', '_');
        return switch (word) {
            case "LIVE" -> Mode.LIVE;
            case "DRY_RUN" -> Mode.DRY_RUN;
            default ->
                throw Problem.badRequest(
                        "bad-mode",
                        "the mode is DRY_RUN or LIVE, not " + text + ": a SHADOW starts when a session does");
        };
    }

    /** Whoever was in an emergency may say so; the run is quarantined for good. */
    private void breakGlass(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.OPERATOR, Role.REVIEWER);
        String why = Body.required(Body.read(ctx, ReasonBody.class).reason(), "reason");
        String run = ctx.pathParam("run");
        queries.run(run);
        if (backstage.runs().breakGlass(run, person.name(), why)) {
            backstage.audit().append(person.name(), Act.BREAK_GLASS, run, Map.of("reason", why));
        }
        ctx.json(Map.of("run", run, "done", "break-glass"));
    }

    /** The harness's refusal as an answer. */
    static Problem refused(RunRefused e) {
        String code = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
        int status = switch (e.reason()) {
            case NO_WORKFLOW, UNKNOWN_TARGET, MISSING_PARAMETER, BAD_SCHEDULE -> 422;
            case NOT_PROMOTED, ALL_LIVE_STOPPED, NAME_TAKEN, CHANGED_SINCE_SHOWN, NO_PLAN, HELD, NO_SCHEDULES -> 409;
            case NO_SUCH_RUN, NO_SUCH_SCHEDULE -> 404;
            case TEMPORAL_AWAY -> 503;
        };
        return Problem.of(status, code, String.valueOf(e.getMessage()));
    }

    record ReasonBody(@Nullable String reason) {}

    record StartBody(
            @Nullable String mode,
            @Nullable String runbook,
            @Nullable String workflow,
            @Nullable String target,
            @Nullable String run,
            @Nullable Map<String, String> params,
            @Nullable Boolean stepByStep,
            @Nullable String plan) {}
}
