package dev.understudy.server;

import dev.understudy.api.Backstage;
import dev.understudy.api.Changes;
import dev.understudy.harness.Harness;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.people.Callers;
import dev.understudy.people.People;
import dev.understudy.people.PeopleFile;
import dev.understudy.people.SignIn;
import dev.understudy.promotion.Policies;
import dev.understudy.promotion.PoliciesFile;
import dev.understudy.promotion.Promotions;
import dev.understudy.refusal.StartupFailure;
import dev.understudy.rulebook.RuleBook;
import dev.understudy.run.Targets;
import dev.understudy.run.TargetsFile;
import dev.understudy.settings.SettingsException;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole server in one object: the store, the harness with its workers, the HTTP API and the pages. A program can start
 * one in its own process.
 */
public final class UnderstudyServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnderstudyServer.class);

    private static final Duration WATCH_EVERY = Duration.ofMinutes(1);

    private final Backstage backstage;
    private final URI uri;
    private final String temporal;
    private final Deque<AutoCloseable> parts;
    private boolean closed;

    private UnderstudyServer(Backstage backstage, URI uri, String temporal, Deque<AutoCloseable> parts) {
        this.backstage = backstage;
        this.uri = uri;
        this.temporal = temporal;
        this.parts = parts;
    }

    /**
     * Starts all parts, and answers once requests are taken.
     *
     * @throws StartupFailure in one clear line; then nothing stays behind
     */
    public static UnderstudyServer start(ServerConfig config) {
        Deque<AutoCloseable> parts = new ArrayDeque<>();
        try {
            return start(config, parts);
        } catch (SettingsException e) {
            close(parts);
            throw StartupFailure.configuration(String.valueOf(e.getMessage()));
        } catch (StoreException e) {
            close(parts);
            throw failure(e);
        } catch (RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private static UnderstudyServer start(ServerConfig config, Deque<AutoCloseable> parts) {
        boolean loopback = Listener.isLoopback(config.host());
        if (!loopback && config.people() == null) {
            throw StartupFailure.configuration(
                    "--host " + config.host() + " is reachable from other machines, and without"
                            + " --people FILE anyone could act under any name: give a people file, or stay on 127.0.0.1");
        }
        People people = config.people() == null ? People.atTheirWord() : PeopleFile.read(config.people());
        Targets targets =
                config.targets() == null ? new Targets(Map.of(), Map.of()) : TargetsFile.read(config.targets());
        RunbookLibrary library = RunbookLibrary.open(config.runbooks());
        Policies policies = config.policies() == null ? Policies.DEFAULT : PoliciesFile.read(config.policies());
        Listener.checkFree(config.host(), config.port());
        Store store = Store.open(config.database());
        parts.push(store);
        Telemetry telemetry = Telemetry.of(System.getenv());
        parts.push(telemetry);
        TemporalConnection temporal =
                TemporalConnection.open(config.temporal(), config.database(), System.getenv(), telemetry);
        parts.push(temporal);
        Promotions promotions = new Promotions(store, policies);
        Changes changes = new Changes();
        RuleBook rules = new RuleBook(store, library::find, changes::happened, Clock.systemUTC());
        Harness harness =
                HarnessParts.open(temporal, telemetry.workers(), store, promotions, targets, library, report -> {
                    rules.save(report);
                    changes.happened(report.run());
                });
        parts.push(harness);
        parts.push(new Watchfulness(
                promotions, harness.workflows().stream().map(library::version).toList(), WATCH_EVERY));
        Callers callers = new Callers(people, new SignIn(people, Clock.systemUTC()));
        Backstage backstage = Backstage.of(store, harness, promotions, targets, library, callers, rules);
        Site site =
                new Site(backstage, changes, new BrowserGuard(loopback, config.allowedHosts()), telemetry.registry());
        Listener listener = Listener.start(config.host(), config.port(), site::configure);
        parts.push(listener);
        parts.push(site); // closed before the listener, which waits for those who wait
        return new UnderstudyServer(backstage, listener.uri(), temporal.words(), parts);
    }

    /** Where the server answers; ends with a slash. */
    public URI uri() {
        return uri;
    }

    public Harness harness() {
        return backstage.harness();
    }

    public Store store() {
        return backstage.store();
    }

    /** Which Temporal runs the workflows, for people. */
    public String temporal() {
        return temporal;
    }

    /** All that the pages work with, for a program that runs the server in its own process. */
    public Backstage backstage() {
        return backstage;
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            close(parts);
        }
    }

    private static void close(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            AutoCloseable part = parts.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not close as it should: {}", part.getClass().getSimpleName(), e.getMessage(), e);
            }
        }
    }

    private static StartupFailure failure(StoreException e) {
        return switch (e.reason()) {
            case NEWER_SCHEMA, NOT_A_DATABASE, ANOTHER_DATABASE, READ_ONLY ->
                StartupFailure.configuration(String.valueOf(e.getMessage()));
            case LOCKED, FULL, UNREACHABLE, CLOSED -> StartupFailure.environment(String.valueOf(e.getMessage()));
            case BROKEN -> throw e;
        };
    }
}
