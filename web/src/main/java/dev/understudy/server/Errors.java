package dev.understudy.server;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a request that fails is answered: one clear line, as JSON to programs and as a page to browsers; never a stack trace. */
final class Errors {
    private static final Logger LOG = LoggerFactory.getLogger(Errors.class);

    private final BiConsumer<Context, Problem> page;

    /** @param page writes the problem as a page */
    Errors(BiConsumer<Context, Problem> page) {
        this.page = page;
    }

    void addTo(RoutesConfig routes) {
        routes.exception(Problem.class, (problem, ctx) -> answer(ctx, problem));
        routes.exception(
                HttpResponseException.class,
                (e, ctx) -> answer(
                        ctx,
                        Problem.of(
                                e.getStatus(),
                                e.getStatus() == 404 ? "no-such-page" : "http-" + e.getStatus(),
                                e.getStatus() == 404
                                        ? "there is nothing at " + ctx.path()
                                        : String.valueOf(e.getMessage()))));
        routes.exception(Exception.class, (e, ctx) -> {
            String reference = UUID.randomUUID().toString().substring(0, 8);
            LOG.error("a request failed: {} {} (reference {})", ctx.method(), ctx.path(), reference, e);
            answer(
                    ctx,
                    Problem.of(500, "our-bug", "this is our bug; the server's log has the details under " + reference));
        });
    }

    private void answer(Context ctx, Problem problem) {
        ctx.status(problem.status());
        if (wantsPage(ctx)) {
            page.accept(ctx, problem);
            return;
        }
        try {
            ctx.contentType("application/json").result(EventJson.mapper().writeValueAsString(problem.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem cannot be written as JSON", e);
        }
    }

    private static boolean wantsPage(Context ctx) {
        String accept = ctx.header("Accept");
        return !ctx.path().startsWith("/api/") && accept != null && accept.contains("text/html");
    }
}
