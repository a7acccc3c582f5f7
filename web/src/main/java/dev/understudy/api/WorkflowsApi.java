package dev.understudy.api;

import dev.understudy.backtest.BacktestRecords;
import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.JudgedRun;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Workflows over HTTP: what each may do, why, and how that is changed. */
public final class WorkflowsApi {
    private final Backstage backstage;
    private final WorkflowQueries queries;
    private final ModeChanges changes;

    public WorkflowsApi(Backstage backstage, WorkflowQueries queries, ModeChanges changes) {
        this.backstage = backstage;
        this.queries = queries;
        this.changes = changes;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/workflows", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(queries.all().stream()
                    .map(standing -> said(standing, false))
                    .toList());
        });
        routes.get("/api/v1/workflows/{workflow}", ctx -> {
            backstage.callers().signedIn(ctx);
            WorkflowStanding standing = queries.standing(ctx.pathParam("workflow"));
            Map<String, Object> said = said(standing, true);
            said.put("proof", said(queries.proof(standing)));
            ctx.json(said);
        });
        routes.post("/api/v1/workflows/{workflow}/promote", this::promote);
        routes.post("/api/v1/workflows/{workflow}/confirm", this::confirm);
        routes.post("/api/v1/workflows/{workflow}/demote", this::demote);
        routes.post("/api/v1/workflows/{workflow}/backtest", this::backtest);
    }

    private void promote(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        ReasonBody body = Body.read(ctx, ReasonBody.class);
        String reason = Body.required(body.reason(), "reason");
        String workflow = ctx.pathParam("workflow");
        try {
            answer(
                    ctx,
                    Boolean.TRUE.equals(body.override())
                            ? changes.override(workflow, body.seen(), reason, person)
                            : changes.promote(workflow, body.seen(), reason, person));
        } catch (PromotionRefusal refusal) {
            throw refused(refusal);
        }
    }

    private void confirm(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        try {
            answer(ctx, changes.confirm(ctx.pathParam("workflow"), person));
        } catch (PromotionRefusal refusal) {
            throw refused(refusal);
        }
    }

    private void backtest(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.AUTHOR, Role.REVIEWER);
        ctx.json(said(queries.backtest(ctx.pathParam("workflow"), person.name())));
    }

    private static Map<String, Object> said(BacktestRecords.Recorded recorded) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("number", recorded.number());
        said.put("by", recorded.by());
        said.put("at", recorded.backtest().at());
        said.put("clean", recorded.backtest().clean());
        said.put("sentence", recorded.backtest().sentence());
        said.put("runs", recorded.backtest().runs());
        return said;
    }

    private static Map<String, Object> said(WorkflowProof proof) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("coverage", proof.coverage().sentence());
        said.put(
                "steps",
                proof.coverage().steps().stream()
                        .map(step -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("step", step.step());
                            one.put("kind", step.kind());
                            one.put("branch", step.branch());
                            one.put("runs", step.runs());
                            one.put("divergedRuns", step.divergedRuns());
                            one.put("writes", step.writes());
                            one.put("activities", step.activities());
                            one.put("upperBound", step.upperBound());
                            one.put("words", step.words());
                            return one;
                        })
                        .toList());
        said.put("baseline", proof.baseline().sentence());
        if (proof.backtest() != null) {
            said.put("backtest", said(proof.backtest()));
        }
        return said;
    }

    private static Problem refused(PromotionRefusal refusal) {
        return Problem.conflict("promotion-refused", "not promoted: " + refusal.getMessage())
                .with("refusals", refusal.reasons());
    }

    private void demote(Context ctx) {
        Person person = backstage.callers().signedIn(ctx);
        String reason = Body.required(Body.read(ctx, ReasonBody.class).reason(), "reason");
        answer(ctx, changes.demote(ctx.pathParam("workflow"), reason, person));
    }

    private void answer(Context ctx, String said) {
        WorkflowStanding standing = queries.standing(ctx.pathParam("workflow"));
        ctx.json(Map.of("workflow", standing.workflow().type(), "mode", standing.mode(), "said", said));
    }

    private static Map<String, Object> said(WorkflowStanding standing, boolean withRuns) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("workflow", standing.workflow().type());
        said.put("mode", standing.mode());
        said.put("since", standing.since());
        said.put("fingerprint", standing.workflow().fingerprint());
        said.put("runbook", standing.workflow().runbook());
        said.put("runbookFingerprint", standing.runbookFingerprint());
        said.put("parameters", standing.workflow().parameters());
        said.put("authors", standing.authors());
        said.put("evidence", said(standing.evidence(), withRuns));
        return said;
    }

    private static Map<String, Object> said(Evidence evidence, boolean withRuns) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("sentence", evidence.sentence());
        said.put("counted", evidence.countedRuns());
        said.put("diverged", evidence.divergedRuns());
        said.put("excused", evidence.excusedRuns());
        said.put("upperBound", evidence.upperBound());
        said.put("rate", evidence.aim().rate());
        said.put("confidence", evidence.aim().confidence());
        said.put("sprt", evidence.sprtWords());
        said.put("kept", evidence.keptRuns());
        said.put("fadedCleanRuns", evidence.fadedCleanRuns());
        said.put("suffices", evidence.suffices());
        said.put("cleanRunsNeeded", evidence.cleanRunsNeeded());
        if (withRuns) {
            said.put("runs", evidence.runs().stream().map(WorkflowsApi::said).toList());
        }
        return said;
    }

    private static JudgedRunAnswer said(JudgedRun run) {
        return new JudgedRunAnswer(
                run.run(),
                run.target(),
                run.operators(),
                run.at(),
                run.standing().name(),
                run.why().stream().map(Enum::name).toList(),
                run.words(),
                run.unreviewed());
    }

    record JudgedRunAnswer(
            String run,
            String target,
            List<String> operators,
            java.time.Instant at,
            String standing,
            List<String> why,
            String words,
            int unreviewed) {}

    /**
     * @param seen the fingerprints of workflow and runbook that the person looked at, joined by a blank
     * @param override to ask for it in spite of lacking evidence; needs a second person
     */
    record ReasonBody(
            @Nullable String reason,
            @Nullable String seen,
            @Nullable Boolean override) {}
}
