package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.promotion.LiveStop;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code stop}: one run, or all live writes of the fleet; the latter works with the server down. */
@Command(
        name = "stop",
        description = "Ends a run, or with --all-live every live write at once, with or without a server.",
        mixinStandardHelpOptions = true)
final class StopCommand implements Callable<Integer> {
    /** Who stops a fleet has no time to wait for a server that hangs. */
    private static final java.time.Duration HASTE = java.time.Duration.ofSeconds(1);

    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Parameters(arity = "0..1", paramLabel = "RUN", defaultValue = "")
    String run = "";

    @ArgGroup
    @Nullable
    How how;

    static final class How {
        @Option(names = "--after-this-operation", description = "let what is in flight end")
        boolean afterThis;

        @Option(
                names = "--with-compensation",
                description = "let the workflow take back what it did, as its author wrote it")
        boolean compensating;

        @Option(names = "--all-live", description = "no live write of any run leaves, until 'stop --allow-live'")
        boolean allLive;

        @Option(names = "--allow-live", description = "ends --all-live")
        boolean allowLive;
    }

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "with --all-live: the server's SQLite file, told directly where the server does not answer"
                    + " (default: UNDERSTUDY_DB, else ${DEFAULT-VALUE})",
            defaultValue = "understudy.db")
    Path db = Path.of("understudy.db");

    @Option(names = "--reason", required = true, description = "for the audit log")
    String reason = "";

    @Override
    public Integer call() {
        How asked = how == null ? new How() : how;
        if (asked.allLive) {
            return stopAll();
        }
        Client client = server.client();
        if (asked.allowLive) {
            client.post("api/v1/live/allow", Map.of("reason", reason));
            Printed.line(spec, "live writes may leave again");
            return ExitCode.OK.number();
        }
        if (run.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "name the RUN, or say --all-live");
        }
        String word = asked.afterThis ? "AFTER_THIS_OPERATION" : asked.compensating ? "WITH_COMPENSATION" : "NOW";
        JsonNode answer = RunCommand.act(client, run, "stop", Map.of("reason", reason, "how", word));
        Printed.line(spec, "run " + run + " stops");
        answer.path("inFlight").forEach(one -> Printed.line(spec, "  in flight: " + one.asText()));
        return ExitCode.OK.number();
    }

    private int stopAll() {
        CliFailure away;
        try {
            server.client().within(HASTE).post("api/v1/live/stop", Map.of("reason", reason));
            Printed.line(spec, "no live write leaves any more");
            return ExitCode.OK.number();
        } catch (CliFailure failure) {
            if (failure.code() != ExitCode.ENVIRONMENT) {
                throw failure;
            }
            away = failure;
        }
        Path file = database();
        if (!Files.exists(file)) {
            throw new CliFailure(
                    ExitCode.ENVIRONMENT,
                    away.getMessage() + "; and there is no database " + file
                            + " to tell instead: name it with --db, on the machine where it is");
        }
        try (Store store = Store.open(file)) {
            new LiveStop(store).stop(server.name(), reason);
        } catch (StoreException e) {
            throw new CliFailure(
                    ExitCode.ENVIRONMENT, "no server answers, and its database could not be told: " + e.getMessage());
        }
        Printed.line(
                spec,
                "no live write leaves any more. No server answered, so " + file
                        + " was told directly: every worker asks there before each write");
        return ExitCode.OK.number();
    }

    private Path database() {
        boolean named = spec.commandLine().getParseResult().hasMatchedOption("--db");
        String environment = System.getenv("UNDERSTUDY_DB");
        return named || environment == null || environment.isBlank() ? db : Path.of(environment);
    }
}
