package dev.understudy.pages;

import dev.understudy.people.Callers;
import dev.understudy.people.Person;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way in and out. */
public final class SignInPages {
    private final Renderer renderer;
    private final Callers callers;

    public SignInPages(Renderer renderer, Callers callers) {
        this.renderer = renderer;
        this.callers = callers;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/sign-in", ctx -> show(ctx, ctx.queryParam("next"), ""));
        routes.post("/sign-in", this::signIn);
        routes.post("/sign-out", ctx -> {
            callers.farewell(ctx);
            ctx.redirect("/sign-in");
        });
    }

    private void signIn(Context ctx) {
        boolean atTheirWord = callers.people().areTakenAtTheirWord();
        String given = ctx.formParam(atTheirWord ? "name" : "token");
        Optional<Person> person = given == null
                ? Optional.empty()
                : atTheirWord
                        ? callers.people().byName(given.strip())
                        : callers.people().byToken(given.strip());
        if (person.isEmpty()) {
            ctx.status(401);
            show(
                    ctx,
                    ctx.formParam("next"),
                    atTheirWord
                            ? "A name has 1 to 64 letters, digits, blanks and . _ @ + -."
                            : "Nobody has this token. Whoever keeps the people file can give you one.");
            return;
        }
        callers.welcome(ctx, person.get());
        ctx.redirect(within(ctx.formParam("next")));
    }

    private void show(Context ctx, @Nullable String next, String mistake) {
        renderer.page(
                ctx,
                "signin",
                "Sign in",
                "",
                Map.of(
                        "atTheirWord", callers.people().areTakenAtTheirWord(),
                        "next", within(next),
                        "mistake", mistake));
    }

    /** Only a path of this server: a sign-in never leads elsewhere. */
    static String within(@Nullable String next) {
        boolean ours = next != null
                && next.startsWith("/")
                && !next.startsWith("//")
                && !next.contains("\\")
                && next.chars().noneMatch(c -> c < ' ');
        return ours ? String.valueOf(next) : "/";
    }
}
