package dev.understudy.cli;

import dev.understudy.connection.TemporalProfile;
import dev.understudy.connection.UserConverters;
import dev.understudy.importing.HistoryImport;
import dev.understudy.importing.ImportCounts;
import dev.understudy.importing.ImportRequest;
import dev.understudy.recording.TextRedaction;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import io.grpc.StatusRuntimeException;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy import temporal}. The recorder's {@code import} takes sessions; the launcher tells them apart. */
@Command(
        name = "import",
        description = "Takes in what was done elsewhere.",
        mixinStandardHelpOptions = true,
        subcommands = ImportCommand.Temporal.class)
final class ImportCommand implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say from where: import temporal");
    }

    @Command(
            name = "temporal",
            description = "Takes the histories of workflows that never knew Understudy from a Temporal server into the"
                    + " journal, to be searched like its own. Run it again for what is new.",
            mixinStandardHelpOptions = true)
    static final class Temporal implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Option(
                names = "--address",
                paramLabel = "HOST:PORT",
                description = "the Temporal server (default: as TEMPORAL_ADDRESS or the Temporal profile says)")
        @Nullable
        String address;

        @Option(names = "--namespace", paramLabel = "NAME", description = "default: as TEMPORAL_NAMESPACE says")
        @Nullable
        String namespace;

        @Option(
                names = "--query",
                paramLabel = "FILTER",
                defaultValue = "",
                description = "which executions, in Temporal's list filter, as \"WorkflowType = 'Order'\"")
        String query = "";

        @Option(names = "--target", paramLabel = "NAME", description = "on what they worked (default: the namespace)")
        @Nullable
        String target;

        @Option(
                names = "--db",
                paramLabel = "FILE",
                defaultValue = "understudy.db",
                description = "the SQLite file; a server may be using it (default: ${DEFAULT-VALUE})")
        Path db = Path.of("understudy.db");

        @Option(names = "--json", description = "the counts as JSON")
        boolean json;

        @Override
        public Integer call() {
            TextRedaction redaction = ServiceLoader.load(TextRedaction.class)
                    .findFirst()
                    .orElseThrow(() -> new CliFailure(
                            ExitCode.CONFIGURATION,
                            "the recorder's redaction is not on the class path, and nothing is stored without it:"
                                    + " start this by the launcher"));
            TemporalProfile profile;
            try {
                profile = TemporalProfile.load(System.getenv(), address, namespace);
            } catch (IllegalArgumentException e) {
                throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
            }
            WorkflowServiceStubs stubs;
            try {
                stubs = WorkflowServiceStubs.newConnectedServiceStubs(profile.stubs(), PATIENCE);
            } catch (RuntimeException e) {
                throw new CliFailure(
                        ExitCode.ENVIRONMENT,
                        "no Temporal server answers at " + profile.address() + ": name another with --address");
            }
            try (Store store = Store.open(db)) {
                HistoryImport histories = new HistoryImport(
                        stubs, store, UserConverters.installed().codecs(), redaction::redact, Clock.systemUTC());
                ImportCounts counts = histories.run(
                        new ImportRequest(
                                ImportRequest.origin(profile.address(), profile.namespace()),
                                profile.namespace(),
                                query,
                                target),
                        progress());
                tell(counts);
                return ExitCode.OK.number();
            } catch (StatusRuntimeException e) {
                throw refusal(profile, e);
            } catch (StoreException e) {
                throw new CliFailure(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
            } finally {
                stubs.shutdownNow();
            }
        }

        /** A line every second, on standard error, for whoever waits. */
        private Consumer<ImportCounts> progress() {
            long[] told = {System.nanoTime()};
            return counts -> {
                long now = System.nanoTime();
                if (now - told[0] > 1_000_000_000L) {
                    told[0] = now;
                    spec.commandLine()
                            .getErr()
                            .println("… " + counts.seen() + " executions seen, " + counts.imported() + " imported, "
                                    + counts.operations() + " operations");
                    spec.commandLine().getErr().flush();
                }
            };
        }

        private void tell(ImportCounts counts) {
            if (json) {
                Printed.json(spec, counts);
                return;
            }
            Printed.line(
                    spec,
                    counts.seen() + " executions seen: " + counts.imported() + " imported with " + counts.operations()
                            + " operations, " + counts.unchanged() + " unchanged since the last import, "
                            + counts.ofTheHarness() + " run by Understudy itself, " + counts.gone()
                            + " deleted by the server meanwhile");
            if (counts.encrypted() > 0) {
                Printed.line(
                        spec,
                        counts.encrypted()
                                + " payloads cannot be read here, as they are encrypted or in a form of their"
                                + " own: their text is not searched. Put your PayloadCodec on the class path to read them");
            }
        }

        private static CliFailure refusal(TemporalProfile profile, StatusRuntimeException e) {
            String why = String.valueOf(e.getStatus().getDescription());
            return switch (e.getStatus().getCode()) {
                case INVALID_ARGUMENT -> new CliFailure(ExitCode.USAGE, "Temporal does not take the --query: " + why);
                case NOT_FOUND ->
                    new CliFailure(
                            ExitCode.CONFIGURATION,
                            "the Temporal server at " + profile.address() + " has no namespace '" + profile.namespace()
                                    + "': name another with --namespace");
                case PERMISSION_DENIED, UNAUTHENTICATED ->
                    new CliFailure(
                            ExitCode.CONFIGURATION,
                            "the Temporal server at " + profile.address() + " does not let you read: " + why
                                    + ". Check TEMPORAL_API_KEY or the TEMPORAL_TLS variables");
                default ->
                    new CliFailure(
                            ExitCode.ENVIRONMENT,
                            "the Temporal server at " + profile.address() + " went away: "
                                    + e.getStatus().getCode() + " " + why
                                    + ". What was imported stays; run it again for the rest");
            };
        }
    }
}
