package dev.understudy.api;

import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.refusal.Problem;
import dev.understudy.report.DivergenceGroup;
import dev.understudy.report.SplitField;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Groups of divergences over HTTP: listed, judged in one go, split. */
public final class GroupsApi {
    private final Backstage backstage;
    private final Judging judging;

    public GroupsApi(Backstage backstage, Judging judging) {
        this.backstage = backstage;
        this.judging = judging;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/groups", this::list);
        routes.get("/api/v1/groups/{key}", this::show);
        routes.post("/api/v1/groups/{key}/verdict", this::judge);
        routes.post("/api/v1/groups/{key}/split", this::split);
    }

    private void list(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(backstage.groups().open());
    }

    private void show(Context ctx) {
        backstage.callers().signedIn(ctx);
        ctx.json(group(ctx.pathParam("key")));
    }

    private DivergenceGroup group(String key) {
        return backstage.groups().find(key).orElseThrow(() -> Problem.noSuch("group that waits", key));
    }

    private void judge(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        GroupBody body = Body.read(ctx, GroupBody.class);
        ctx.json(judging.giveAll(
                ctx.pathParam("key"),
                DivergencesApi.verdict(Body.required(body.verdict(), "verdict")),
                body.comment() == null ? "" : body.comment(),
                person));
    }

    private void split(Context ctx) {
        Person person = backstage.callers().with(ctx, Role.REVIEWER);
        GroupBody body = Body.read(ctx, GroupBody.class);
        judging.split(ctx.pathParam("key"), field(Body.required(body.field(), "field")), body.value(), person);
        ctx.json(backstage.groups().open());
    }

    /** @throws Problem 400 where it is none */
    public static SplitField field(String text) {
        return Arrays.stream(SplitField.values())
                .filter(field -> field.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "bad-field",
                        "a group is split by one of " + Arrays.toString(SplitField.values()) + ", not " + text));
    }

    record GroupBody(
            @Nullable String verdict,
            @Nullable String comment,
            @Nullable String field,
            @Nullable String value) {}
}
