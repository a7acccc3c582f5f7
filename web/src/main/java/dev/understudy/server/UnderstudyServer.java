package dev.understudy.server;

import dev.understudy.people.Callers;
import dev.understudy.people.People;
import dev.understudy.people.PeopleFile;
import dev.understudy.people.SignIn;
import dev.understudy.refusal.StartupFailure;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.time.Clock;

/**
 * The whole server in one object: the store, the harness with its workers, the HTTP API and the pages. A program can start
 * one in its own process.
 */
public final class UnderstudyServer implements AutoCloseable {
    private final Listener listener;

    private UnderstudyServer(Listener listener) {
        this.listener = listener;
    }

    /** Starts all parts and answers once requests are taken. @throws StartupFailure in one clear line; nothing stays behind */
    public static UnderstudyServer start(ServerConfig config) {
        boolean loopback = Listener.isLoopback(config.host());
        if (!loopback && config.people() == null) {
            throw StartupFailure.configuration(
                    "--host " + config.host() + " is reachable from other machines, and without"
                            + " --people FILE anyone could act under any name: give a people file, or stay on 127.0.0.1");
        }
        People people = config.people() == null ? People.atTheirWord() : PeopleFile.read(config.people());
        Callers callers = new Callers(people, new SignIn(people, Clock.systemUTC()));
        BrowserGuard guard = new BrowserGuard(loopback, config.allowedHosts());
        return new UnderstudyServer(Listener.start(config.host(), config.port(), http -> routes(http, guard, callers)));
    }

    private static void routes(JavalinConfig http, BrowserGuard guard, Callers callers) {
        http.routes.before(guard::check);
        new Errors((ctx, problem) -> ctx.result(String.valueOf(problem.getMessage()))).addTo(http.routes);
        http.routes.get("/healthz", ctx -> ctx.result("ok\n"));
    }

    /** Where the server answers. */
    public URI uri() {
        return listener.uri();
    }

    @Override
    public void close() {
        listener.close();
    }
}
