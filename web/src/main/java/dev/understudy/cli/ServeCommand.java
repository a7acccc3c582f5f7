package dev.understudy.cli;

import dev.understudy.connection.TemporalProfile;
import dev.understudy.server.ServerConfig;
import dev.understudy.server.UnderstudyServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy serve}. */
@Command(
        name = "serve",
        description = "Starts the server, and a worker with the shipped workflows.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(
            names = "--temporal",
            paramLabel = "HOST:PORT|embedded",
            description =
                    "the Temporal server; 'embedded' starts one (default: the one that TEMPORAL_ADDRESS or the profile"
                            + " of TEMPORAL_CONFIG_FILE and TEMPORAL_PROFILE names, else embedded)")
    @Nullable
    String temporal;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "the SQLite file (default: ${DEFAULT-VALUE})",
            defaultValue = "understudy.db")
    Path db = Path.of("understudy.db");

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "where to listen; other than loopback needs --people (default: ${DEFAULT-VALUE})")
    String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "" + ServerConfig.PORT,
            description = "default: ${DEFAULT-VALUE}; 0 takes a free one")
    int port = ServerConfig.PORT;

    @Option(names = "--targets", paramLabel = "FILE", description = "the targets that runbooks are executed on")
    @Nullable
    Path targets;

    @Option(
            names = "--people",
            paramLabel = "FILE",
            description = "who may do what; without it names are taken at their word")
    @Nullable
    Path people;

    @Option(names = "--policies", paramLabel = "FILE", description = "what promotion asks for")
    @Nullable
    Path policies;

    @Option(names = "--runbooks", paramLabel = "FOLDER", description = "a folder of further runbooks")
    @Nullable
    Path runbooks;

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            description = "a further name by which browsers reach the server; repeatable")
    List<String> allowedHosts = List.of();

    @Override
    public Integer call() throws InterruptedException {
        ServerConfig config =
                new ServerConfig(host, port, db, temporal(), targets, people, policies, runbooks, allowedHosts);
        try (UnderstudyServer server = UnderstudyServer.start(config)) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("Understudy is at " + server.uri());
            out.println(server.temporal() + ".");
            if (people == null) {
                out.println(
                        "No people file: names are taken at their word, and only this machine can reach the server.");
            }
            out.flush();
            CountDownLatch stopped = new CountDownLatch(1);
            Thread hook = new Thread(() -> {
                server.close();
                stopped.countDown();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            stopped.await();
        }
        return ExitCode.OK.number();
    }

    private @Nullable String temporal() {
        if (temporal == null) {
            return TemporalProfile.isNamedIn(System.getenv()) ? "" : null;
        }
        return temporal.equals("embedded") ? null : temporal;
    }
}
