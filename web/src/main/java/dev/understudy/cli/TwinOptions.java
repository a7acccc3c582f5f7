package dev.understudy.cli;

import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.run.TargetsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a rehearsal on a twin is asked for. It needs no server. */
final class TwinOptions {
    @Option(
            names = "--twin",
            paramLabel = "KUBECONFIG",
            description = "rehearse for real on this other, empty cluster, onto which the touched namespaces are copied"
                    + " (secrets as placeholders); needs no server")
    @Nullable
    Path twin;

    @Option(
            names = "--targets",
            paramLabel = "FILE",
            description = "with --twin: the targets file, for the target's parameters and clusters")
    @Nullable
    Path targets;

    @Option(
            names = "--source",
            paramLabel = "KUBECONFIG",
            description = "with --twin: the cluster to copy from, read only (default: KUBECONFIG, else ~/.kube/config)")
    @Nullable
    Path source;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            description = "with --twin: a server's database, whose recordings answer the programs run in pods")
    @Nullable
    Path db;

    @Option(names = "--keep", description = "with --twin: leave the copy there, to look at it")
    boolean keep;

    /** The target, and under each cluster's name the kubeconfig to read it with. */
    Targets targets(String name, Map<String, String> params) {
        if (targets != null) {
            Targets known = TargetsFile.read(targets);
            if (known.find(name).isEmpty()) {
                throw new CliFailure(
                        ExitCode.CONFIGURATION,
                        "there is no target " + name + " in " + targets + "; known are "
                                + known.byName().keySet());
            }
            return known;
        }
        Path from = source != null ? source : standard();
        if (!Files.isReadable(from)) {
            throw new CliFailure(
                    ExitCode.CONFIGURATION,
                    "no kubeconfig to copy from at " + from + ": give it with --source, or a --targets file");
        }
        return new Targets(
                Map.of(name, new Target(name, Map.of())),
                Map.of(params.getOrDefault("cluster", "default"), from.toString()));
    }

    /** The name of the cluster that is copied: the one that the target's parameters name, else the only one there is. */
    static String cluster(Targets targets, String target, Map<String, String> params) {
        String named = params.getOrDefault(
                "cluster",
                targets.find(target).map(t -> t.params().get("cluster")).orElse(null));
        if (named == null && targets.kubeconfigs().size() == 1) {
            named = targets.kubeconfigs().keySet().iterator().next();
        }
        if (named == null || !targets.kubeconfigs().containsKey(named)) {
            throw new CliFailure(
                    ExitCode.CONFIGURATION,
                    "which cluster to copy is not known: the target " + target + " has the parameter cluster="
                            + named + ", and known clusters are "
                            + targets.kubeconfigs().keySet());
        }
        return named;
    }

    private static Path standard() {
        String named = System.getenv("KUBECONFIG");
        return named != null && !named.isEmpty()
                ? Path.of(named.split(java.io.File.pathSeparator)[0])
                : Path.of(System.getProperty("user.home"), ".kube", "config");
    }
}
