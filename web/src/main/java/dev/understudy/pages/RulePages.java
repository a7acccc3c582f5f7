package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.RuleDrafts;
import dev.understudy.api.RulesApi;
import dev.understudy.api.RunQueries;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.rule.RuleScope;
import dev.understudy.rulebook.RuleDraft;
import dev.understudy.rulebook.RulePreview;
import dev.understudy.rulebook.RuleStanding;
import dev.understudy.rulebook.StoredRule;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rules, the page of each, and the form on which one is made, which shows first what it would do. */
public final class RulePages {
    private final Backstage backstage;
    private final Renderer renderer;
    private final RunQueries queries;
    private final Clock clock;

    public RulePages(Backstage backstage, Renderer renderer, Clock clock) {
        this.backstage = backstage;
        this.renderer = renderer;
        this.queries = new RunQueries(backstage);
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/rules", this::list);
        routes.get("/rules/new", this::empty);
        routes.post("/rules/new", this::previewOrMake);
        routes.get("/rules/{rule}", this::show);
        routes.post("/rules/{rule}/confirm", this::confirm);
        routes.post("/rules/{rule}/end", this::end);
    }

    private void list(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        renderer.page(
                ctx,
                "rules",
                "Rules",
                "rules",
                Map.of("rules", backstage.rules().all()));
    }

    private void show(Context ctx) {
        Person person = renderer.person(ctx).orElse(null);
        if (person == null) {
            return;
        }
        RuleStanding rule = standing(ctx);
        Map<String, Object> params = new HashMap<>();
        params.put("rule", rule);
        params.put("mayJudge", person.may(Role.REVIEWER));
        StoredRule shown = rule.shown();
        params.put(
                "ending",
                shown.state() == dev.understudy.rulebook.RuleState.IN_FORCE
                        ? backstage.rules().previewEnd(rule.id())
                        : null);
        renderer.page(ctx, "rule", rule.id(), "rules", params);
    }

    private RuleStanding standing(Context ctx) {
        String id = ctx.pathParam("rule");
        return backstage.rules().find(id).orElseThrow(() -> Problem.noSuch("rule", id));
    }

    /** The form, filled from a divergence, or from the rule that is to be changed, where the address names one. */
    private void empty(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        String run = ctx.queryParam("run");
        String divergence = ctx.queryParam("divergence");
        String rule = ctx.queryParam("rule");
        if (run != null && divergence != null) {
            RuleScope scope = RuleDrafts.of(queries.report(run).report(), divergence);
            form(ctx, RuleDrafts.draft(null, scope, "", null, clock), null, "");
        } else if (rule != null) {
            StoredRule shown = backstage
                    .rules()
                    .find(rule)
                    .orElseThrow(() -> Problem.noSuch("rule", rule))
                    .shown();
            form(
                    ctx,
                    new RuleDraft(
                            rule,
                            shown.rule().scope(),
                            shown.rule().reason(),
                            shown.rule().ends()),
                    null,
                    "");
        } else {
            form(ctx, RuleDrafts.draft(null, RuleScope.ALL, "", null, clock), null, "");
        }
    }

    private void previewOrMake(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        RuleDraft draft = draft(ctx);
        try {
            if ("make".equals(ctx.formParam("act"))) {
                StoredRule made = RulesApi.orRefuse(() -> backstage.rules().make(draft, person.name()));
                ctx.redirect(Paths.rule(made.rule().id()));
            } else {
                form(ctx, draft, RulesApi.orRefuse(() -> backstage.rules().preview(draft, person.name())), "");
            }
        } catch (Problem refused) {
            ctx.status(refused.status());
            form(ctx, draft, null, String.valueOf(refused.getMessage()));
        }
    }

    private void confirm(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String id = standing(ctx).id();
        RulesApi.orRefuse(() -> backstage.rules().confirm(id, person.name()));
        ctx.redirect(Paths.rule(id));
    }

    private void end(Context ctx) {
        Person person = backstage.callers().signedIn(ctx);
        String id = standing(ctx).id();
        String reason = ctx.formParam("reason");
        RulesApi.orRefuse(() -> backstage.rules().end(id, person.name(), reason == null ? "" : reason));
        ctx.redirect(Paths.rule(id));
    }

    private void form(Context ctx, RuleDraft draft, @Nullable RulePreview preview, String refusal) {
        Map<String, Object> params = new HashMap<>();
        params.put("draft", draft);
        params.put("preview", preview);
        params.put("refusal", refusal);
        params.put("kinds", List.of(DivergenceKind.values()));
        renderer.page(
                ctx, "rule-form", draft.rule() == null ? "A new rule" : "Change " + draft.rule(), "rules", params);
    }

    private RuleDraft draft(Context ctx) {
        String fields = ctx.formParam("fields");
        RuleScope scope = RuleDrafts.scope(
                ctx.formParam("workflow"),
                ctx.formParam("runbook"),
                ctx.formParam("target"),
                ctx.formParam("step"),
                ctx.formParam("operation"),
                ctx.formParam("object"),
                ctx.formParams("kind"),
                fields == null ? List.of() : List.of(fields.split("\\s+")));
        return RuleDrafts.draft(ctx.formParam("rule"), scope, ctx.formParam("reason"), ctx.formParam("ends"), clock);
    }
}
