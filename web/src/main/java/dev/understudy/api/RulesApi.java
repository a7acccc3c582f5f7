package dev.understudy.api;

import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.rule.RuleScope;
import dev.understudy.rulebook.RuleBook;
import dev.understudy.rulebook.RuleDraft;
import dev.understudy.rulebook.RuleRefused;
import dev.understudy.rulebook.RuleStanding;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Rules over HTTP: listed, previewed, made, changed, confirmed and ended; and the earlier reports that they left. */
public final class RulesApi {
    private final Backstage backstage;
    private final Clock clock;

    public RulesApi(Backstage backstage, Clock clock) {
        this.backstage = backstage;
        this.clock = clock;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/rules", this::list);
        routes.post("/api/v1/rules", this::make);
        routes.post("/api/v1/rules/preview", this::preview);
        routes.get("/api/v1/rules/{rule}", this::show);
        routes.post("/api/v1/rules/{rule}/confirm", this::confirm);
        routes.post("/api/v1/rules/{rule}/end", this::end);
        routes.post("/api/v1/rules/{rule}/end/preview", this::previewEnd);
        routes.get("/api/v1/divergences/{run}/{id}/rule", this::suggested);
        routes.get("/api/v1/runs/{run}/reports", this::reports);
        routes.get("/api/v1/runs/{run}/reports/{number}", this::report);
    }

    /** What the rule book refuses, as an answer. @throws Problem 409 with its words */
    public static <T> T orRefuse(Supplier<T> asked) {
        try {
            return asked.get();
        } catch (RuleRefused e) {
            throw Problem.conflict("rule-refused", String.valueOf(e.getMessage()));
        }
    }

    private RuleBook rules() {
        return backstage.rules();
    }

    private void list(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(rules().all());
    }

    private void show(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(standing(ctx.pathParam("rule")));
    }

    private RuleStanding standing(String id) {
        return rules().find(id).orElseThrow(() -> Problem.noSuch("rule", id));
    }

    private void preview(Context ctx) {
        Person person = backstage.callers().signedIn(ctx);
        RuleDraft draft = draft(Body.read(ctx, RuleBody.class));
        ctx.json(Map.of("scope", draft.scope(), "preview", orRefuse(() -> rules().preview(draft, person.name()))));
    }

    private void make(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        RuleDraft draft = draft(Body.read(ctx, RuleBody.class));
        ctx.status(201).json(orRefuse(() -> rules().make(draft, person.name())));
    }

    private void confirm(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        String rule = standing(ctx.pathParam("rule")).id();
        ctx.json(orRefuse(() -> rules().confirm(rule, person.name())));
    }

    private void end(Context ctx) {
        Person person = backstage.callers().signedIn(ctx);
        String rule = standing(ctx.pathParam("rule")).id();
        String reason = Body.required(Body.read(ctx, RuleBody.class).reason(), "reason");
        ctx.json(orRefuse(() -> rules().end(rule, person.name(), reason)));
    }

    private void previewEnd(Context ctx) {
        backstage.callers().signedIn(ctx);
        String rule = standing(ctx.pathParam("rule")).id();
        ctx.json(orRefuse(() -> rules().previewEnd(rule)));
    }

    private void suggested(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(RuleDrafts.of(
                new RunQueries(backstage).report(ctx.pathParam("run")).report(), ctx.pathParam("id")));
    }

    private void reports(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(backstage.reports().earlier(ctx.pathParam("run")).stream()
                .map(earlier -> new TreeMap<>(Map.of(
                        "number", earlier.number(),
                        "madeAt", earlier.madeAt(),
                        "replacedAt", earlier.replacedAt(),
                        "why", earlier.why())))
                .toList());
    }

    private void report(Context ctx) {
        backstage.callers().signedIn(ctx);
        String number = ctx.pathParam("number");
        ctx.contentType("application/json")
                .result(backstage.reports().earlier(ctx.pathParam("run")).stream()
                        .filter(earlier -> Integer.toString(earlier.number()).equals(number))
                        .findFirst()
                        .orElseThrow(() -> Problem.noSuch("earlier report", number))
                        .json());
    }

    /** A draft; its scope is what the body says, or what its divergence suggests. */
    private RuleDraft draft(RuleBody body) {
        RuleScope scope = body.scope();
        if (scope == null && body.run() != null && body.divergence() != null) {
            scope = RuleDrafts.of(new RunQueries(backstage).report(body.run()).report(), body.divergence());
        }
        if (scope == null) {
            throw Problem.badRequest("missing-field", "the field 'scope' is missing, or 'run' and 'divergence'");
        }
        return RuleDrafts.draft(body.rule(), scope, body.reason(), body.ends(), clock);
    }

    /** @param rule the rule that is to be changed */
    record RuleBody(
            @Nullable String rule,
            @Nullable RuleScope scope,
            @Nullable String run,
            @Nullable String divergence,
            @Nullable String reason,
            @Nullable String ends) {}
}
