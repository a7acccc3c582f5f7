package dev.understudy.api;

import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.report.Review;
import dev.understudy.report.ReviewVerdict;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Divergences over HTTP: those that wait, and what a reviewer says of one. */
public final class DivergencesApi {
    private final Backstage backstage;
    private final Inbox inbox;
    private final Judging judging;

    public DivergencesApi(Backstage backstage, Inbox inbox, Judging judging) {
        this.backstage = backstage;
        this.inbox = inbox;
        this.judging = judging;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/divergences", this::list);
        routes.post("/api/v1/divergences/{run}/{id}/verdict", this::judge);
    }

    private void list(Context ctx) {
        backstage.callers().signedIn(ctx);
        if (!"true".equals(ctx.queryParam("open"))) {
            throw Problem.badRequest(
                    "bad-parameter", "ask for ?open=true: all of a run's divergences are in its report");
        }
        ctx.json(inbox.waiting((int) Math.min(1_000, Body.number(ctx, "limit", 200))));
    }

    private void judge(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        VerdictBody body = Body.read(ctx, VerdictBody.class);
        Review review = judging.give(
                ctx.pathParam("run"),
                ctx.pathParam("id"),
                verdict(Body.required(body.verdict(), "verdict")),
                body.comment() == null ? "" : body.comment(),
                person);
        ctx.json(review);
    }

    /** @throws Problem 400 where it is none of the five */
    public static ReviewVerdict verdict(String text) {
        String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(ReviewVerdict.values())
                .filter(verdict -> verdict.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "bad-verdict",
                        "a verdict is one of " + Arrays.toString(ReviewVerdict.values()) + ", not " + text));
    }

    record VerdictBody(@Nullable String verdict, @Nullable String comment) {}
}
