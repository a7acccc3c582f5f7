package dev.understudy.people;

import dev.understudy.refusal.Problem;
import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.Optional;

/** Tells who makes a request: by the sign-in cookie, a bearer token, or, where names are taken at their word, a header. */
public final class Callers {
    private static final String COOKIE = "understudy";
    private static final String HEADER = "X-Understudy-Person";

    private final People people;
    private final SignIn signIn;

    public Callers(People people, SignIn signIn) {
        this.people = people;
        this.signIn = signIn;
    }

    public People people() {
        return people;
    }

    /** Who calls; empty where nobody is named. */
    public Optional<Person> caller(Context ctx) {
        String bearer = ctx.header("Authorization");
        if (bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return people.byToken(bearer.substring(7).strip());
        }
        String header = ctx.header(HEADER);
        if (header != null && people.areTakenAtTheirWord()) {
            return people.byName(header.strip());
        }
        String cookie = ctx.cookie(COOKIE);
        return cookie == null ? Optional.empty() : signIn.read(cookie);
    }

    /** Who calls. @throws Problem 401 where nobody is named */
    public Person signedIn(Context ctx) {
        return caller(ctx)
                .orElseThrow(
                        () -> Problem.notSignedIn(
                                people.areTakenAtTheirWord()
                                        ? "say who you are: header " + HEADER + ", or sign in at /sign-in"
                                        : "a known token is needed: header Authorization: Bearer TOKEN, or sign in at /sign-in"));
    }

    /** Who calls, if they may. @throws Problem 401 where nobody is named, 403 where the person has none of these roles */
    public Person with(Context ctx, Role... any) {
        Person person = signedIn(ctx);
        if (!person.may(any)) {
            throw Problem.forbidden(
                    "role-missing",
                    person.name() + " may not do this: it needs the role "
                            + String.join(
                                    " or ",
                                    java.util.Arrays.stream(any)
                                            .map(r -> r.name().toLowerCase(java.util.Locale.ROOT))
                                            .toList()));
        }
        return person;
    }

    /** Signs the person in on this browser. */
    public void welcome(Context ctx, Person person) {
        Cookie cookie = new Cookie(COOKIE, signIn.cookieFor(person));
        cookie.setPath("/");
        cookie.setHttpOnly(true);
        cookie.setSameSite(SameSite.STRICT);
        cookie.setMaxAge((int) SignIn.HOLDS.toSeconds());
        String origin = ctx.header("Origin");
        cookie.setSecure(origin != null && origin.startsWith("https://"));
        ctx.cookie(cookie);
    }

    /** Signs out on this browser. */
    public void farewell(Context ctx) {
        ctx.removeCookie(COOKIE, "/");
    }
}
