package dev.understudy.demo;

import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.server.ServerConfig;
import dev.understudy.server.UnderstudyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The demo: one process on loopback, real parts, three sessions. Closing it stops the server; the sandbox stays. */
final class Demo implements AutoCloseable {
    private final Stage stage;
    private final UnderstudyServer server;
    private final Performance performance;
    private final Consumer<String> say;
    private final Instant begun;

    private Demo(
            Stage stage, UnderstudyServer server, Path launcher, Path runbook, Consumer<String> say, Instant begun) {
        this.stage = stage;
        this.server = server;
        this.performance = new Performance(stage, server.backstage(), server.uri(), launcher, runbook);
        this.say = say;
        this.begun = begun;
    }

    /**
     * Makes the sandbox and starts the server.
     *
     * @param folder an empty one for the sandbox
     * @param project where the launcher and the runbooks are
     * @param port 0 for any free one
     * @param say takes a line on what is being done
     */
    static Demo start(Path folder, Path project, int port, Consumer<String> say) throws IOException {
        Instant begun = Instant.now();
        say.accept("making a sandbox in " + folder);
        Stage stage = Stage.set(folder);
        say.accept("starting Temporal, the store and the server");
        UnderstudyServer server = UnderstudyServer.start(ServerConfig.local(stage.database())
                .withPort(port)
                .withTargets(stage.targetsFile())
                .withPolicies(stage.policiesFile()));
        return new Demo(
                stage,
                server,
                project.resolve("understudy"),
                project.resolve("runbooks-md/runbooks/postgres/wal-archive-full.md"),
                say,
                begun);
    }

    Stage stage() {
        return stage;
    }

    UnderstudyServer server() {
        return server;
    }

    Performance performance() {
        return performance;
    }

    /** Plays the three operators, one after the other. */
    List<PlayedSession> playOperators() throws IOException, InterruptedException {
        List<OperatorScript> scripts = List.of(
                OperatorScript.byTheBook(),
                OperatorScript.deletesTooMuch(stage.host(1)),
                OperatorScript.forgetsAStep());
        List<PlayedSession> played = new ArrayList<>();
        for (int i = 0; i < scripts.size(); i++) {
            OperatorScript script = scripts.get(i);
            SandboxHost host = stage.host(i);
            say.accept("session " + (i + 1) + " of " + scripts.size() + ": " + script.operator() + " on " + host.name()
                    + ", who " + script.story());
            played.add(performance.play(script, host));
        }
        return played;
    }

    /** The sessions alone: judging and promoting is left to whoever looks. */
    DemoSummary summary(List<PlayedSession> played) {
        return summary(played, null, null, null);
    }

    /** The reviewer's way as well: judge, promote, and let the workflow act on the fourth host. */
    DemoSummary tour(List<PlayedSession> played) throws IOException, InterruptedException {
        say.accept("dana reviews, promotes the workflow, and lets it act on db-4");
        Tour tour = new Tour(server.backstage(), new Person("dana", Set.of(Role.REVIEWER)));
        String refused = tour.refusedLive(stage.host(3));
        tour.judge(played);
        String promotion = tour.promote();
        LiveRun live = tour.live(stage.host(3));
        return summary(played, refused, promotion, live);
    }

    private DemoSummary summary(
            List<PlayedSession> played, @Nullable String refused, @Nullable String promotion, @Nullable LiveRun live) {
        boolean good = played.stream().allMatch(PlayedSession::asItShouldBe)
                && (promotion == null || isTourRight(refused, live));
        return new DemoSummary(
                DemoSummary.lines(played),
                DemoSummary.median(played),
                refused,
                promotion,
                live,
                good,
                Duration.between(begun, Instant.now()).toMillis() / 1000.0);
    }

    private static boolean isTourRight(@Nullable String refused, @Nullable LiveRun live) {
        return refused != null && !refused.isEmpty() && live != null && live.asItShouldBe();
    }

    /** Removes the sandbox. */
    static void clean(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (Path path :
                        paths.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
