package dev.understudy.pages;

import dev.understudy.people.Callers;
import dev.understudy.people.Person;
import dev.understudy.refusal.Problem;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import io.javalin.http.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/** Turns templates into answers, within the frame that surrounds every page. */
public final class Renderer {
    private final TemplateEngine templates = TemplateEngine.createPrecompiled(
            null, ContentType.Html, Renderer.class.getClassLoader(), "dev.understudy.pages.generated");
    private final Callers callers;
    private final IntSupplier waiting;
    private final String assets;

    /**
     * @param waiting how many divergences wait for a verdict
     * @param assets the version under which pages load their files
     */
    public Renderer(Callers callers, IntSupplier waiting, String assets) {
        this.callers = callers;
        this.waiting = waiting;
        this.assets = assets;
    }

    /** The person who looks; where nobody is signed in, the answer is the way to the sign-in page, and empty. */
    Optional<Person> person(Context ctx) {
        Optional<Person> person = callers.caller(ctx);
        if (person.isEmpty()) {
            String here = ctx.path() + (ctx.queryString() == null ? "" : "?" + ctx.queryString());
            ctx.redirect("/sign-in?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8));
        }
        return person;
    }

    /** @param here which part of the site it is; see {@link Frame} */
    void page(Context ctx, String template, String title, String here, Map<String, ?> params) {
        Person person = callers.caller(ctx).orElse(null);
        Map<String, Object> all = new HashMap<>(params);
        all.put("frame", new Frame(title, here, person, person == null ? 0 : waiting.getAsInt(), assets));
        fragment(ctx, template, all);
    }

    /** A part of a page, without its frame. */
    void fragment(Context ctx, String template, Map<String, Object> params) {
        StringOutput output = new StringOutput();
        templates.render(template + ".jte", params, output);
        ctx.contentType("text/html; charset=utf-8").result(output.toString());
    }

    /** A problem as a page; also where the store itself is the problem. */
    public void problem(Context ctx, Problem problem) {
        String title = switch (problem.status()) {
            case 401 -> "Not signed in";
            case 403, 421 -> "Not allowed";
            case 404 -> "Not there";
            case 409, 422 -> "Not as things are";
            case 500 -> "Our bug";
            default -> "Not possible";
        };
        Map<String, Object> params = new HashMap<>();
        params.put("problem", problem);
        params.put(
                "frame",
                new Frame(
                        title,
                        "",
                        problem.status() == 500 ? null : callers.caller(ctx).orElse(null),
                        0,
                        assets));
        fragment(ctx, "problem", params);
    }
}
