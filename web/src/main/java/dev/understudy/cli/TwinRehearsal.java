package dev.understudy.cli;

import dev.understudy.automation.Automation;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.harness.Harness;
import dev.understudy.harness.HarnessSetup;
import dev.understudy.harness.RunRequest;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.kubernetes.Clusters;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.rehearsal.Plan;
import dev.understudy.rehearsal.PlannedOperation;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import dev.understudy.twin.Cloned;
import dev.understudy.twin.ClusterTwin;
import dev.understudy.twin.NamespaceClone;
import dev.understudy.twin.Recordings;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rehearses a workflow twice in this process, without a server: first over the real cluster, which is only read, to learn what
 * it touches; then on a twin, onto which that was copied, for real.
 *
 * @param automation whose workflow it is
 * @param targets the target, and the kubeconfigs of the real clusters
 * @param source the name of the cluster that is copied
 * @param twin the kubeconfig of the empty cluster
 * @param recordings the database with earlier runs; null for none
 * @param keep whether what was copied stays on the twin
 * @param progress told what is being done, one line at a time
 */
record TwinRehearsal(
        Automation automation,
        RunbookLibrary runbooks,
        Targets targets,
        String source,
        Path twin,
        @Nullable Path recordings,
        boolean keep,
        Consumer<String> progress) {
    private static final Duration LONGEST = Duration.ofMinutes(30);

    /**
     * What came of it.
     *
     * @param plan of the rehearsal on the twin
     * @param beforehand of the one over the real cluster
     * @param copied what was on the twin
     * @param effects what the rehearsal changed on the twin, in the form in which an operator's commands are observed
     */
    record Outcome(Plan plan, Plan beforehand, Cloned copied, ObservedEffects effects) {}

    /** The automation by its runbook's id or its workflow's name. */
    static Automation find(String what) {
        List<Automation> known = ServiceLoader.load(Automation.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
        return known.stream()
                .filter(one -> one.runbook().equals(what)
                        || KnownWorkflow.of(one).type().equals(what))
                .findFirst()
                .orElseThrow(() -> new CliFailure(
                        ExitCode.CONFIGURATION,
                        "no workflow automates " + what + "; known are the runbooks "
                                + known.stream().map(Automation::runbook).toList()));
    }

    Outcome play(String target, Map<String, String> params) throws InterruptedException {
        Path folder = temporary();
        try (Recorded recorded = Recorded.open(recordings);
                ClusterTwin copy =
                        new ClusterTwin(twin.toString(), targets.kubeconfigs().keySet(), recorded.recordings());
                Clusters real = Clusters.readOnly(targets.kubeconfigs())) {
            progress.accept("rehearsing over the real cluster, to see what it touches");
            Plan beforehand = rehearse(folder.resolve("beforehand.db"), automation, setup -> setup, target, params);
            NamespaceClone clone = new NamespaceClone(real.client(source), copy.client(), progress);
            Set<String> namespaces = namespaces(beforehand);
            if (namespaces.isEmpty()) {
                throw new CliFailure(
                        ExitCode.REFUSED,
                        "the workflow touches no namespace of a cluster, so there is nothing to copy onto a twin"
                                + (beforehand.why() == null ? "" : ": " + beforehand.why()));
            }
            Cloned copied = clone.of(namespaces);
            try {
                progress.accept("rehearsing on the twin");
                Plan plan = rehearse(
                        folder.resolve("twin.db"), copy.onTwin(automation), setup -> setup.on(copy), target, params);
                String here = namespaces.size() == 1 ? namespaces.iterator().next() : null;
                return new Outcome(
                        plan, beforehand, copied, ObservedEffects.of(here, copy.requests(), notRehearsed(plan)));
            } finally {
                if (!keep) {
                    clone.remove(copied.namespaces());
                }
            }
        } finally {
            delete(folder);
        }
    }

    private Plan rehearse(
            Path database,
            Automation piece,
            Function<HarnessSetup, HarnessSetup> completed,
            String target,
            Map<String, String> params)
            throws InterruptedException {
        try (TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                        .setUseTimeskipping(false)
                        .build());
                Store store = Store.open(database);
                Harness harness = Harness.start(completed.apply(new HarnessSetup(
                        store,
                        temporal.getWorkflowServiceStubs(),
                        WorkflowClientOptions.newBuilder()
                                .setNamespace(temporal.getNamespace())
                                .build(),
                        List.of(piece),
                        List.copyOf(runbooks.all()),
                        targets,
                        (type, fingerprint) -> false,
                        report -> {},
                        Duration.ofSeconds(30),
                        Clock.systemUTC())))) {
            harness.startDryRun(new RunRequest(
                    "rehearsal", piece.runbook(), target, System.getProperty("user.name", "someone"), params));
            return harness.awaitPlan("rehearsal", LONGEST);
        }
    }

    /** Of the objects in clusters that the plan touches. */
    static Set<String> namespaces(Plan plan) {
        Set<String> namespaces = new TreeSet<>();
        for (PlannedOperation operation : plan.operations()) {
            String object = operation.action().object();
            if (object.startsWith("kubernetes:")) {
                String[] parts = object.substring("kubernetes:".length()).split("/");
                if (parts.length >= 4) {
                    namespaces.add(parts[2]);
                }
            }
        }
        return namespaces;
    }

    private static List<String> notRehearsed(Plan plan) {
        return plan.operations().stream()
                .filter(operation -> operation.how() == PlannedOperation.How.WOULD_CHANGE
                        || operation.how() == PlannedOperation.How.UNKNOWN)
                .map(operation -> operation.action().summary() + " was not done on the twin"
                        + (operation.why() == null ? "" : ": " + operation.why()))
                .toList();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("understudy-twin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Recorded(@Nullable Store store, Recordings recordings) implements AutoCloseable {
        static Recorded open(@Nullable Path database) {
            if (database == null) {
                return new Recorded(null, Recordings.NONE);
            }
            if (!Files.exists(database)) {
                throw new CliFailure(ExitCode.CONFIGURATION, "there is no database " + database + ": check --db");
            }
            Store store = Store.open(database);
            return new Recorded(store, Recordings.of(store));
        }

        @Override
        public void close() {
            if (store != null) {
                store.close();
            }
        }
    }
}
