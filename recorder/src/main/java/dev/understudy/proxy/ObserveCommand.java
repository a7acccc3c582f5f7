package dev.understudy.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.KubeconfigReader;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.Request;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs one command under a recording proxy, and prints the requests that it made. */
@Command(
        name = "observe",
        description = {
            "Runs one command under the recording proxy and prints what it did to the clusters of a kubeconfig.",
            "Exits with 0 where it observed, whatever the command's own exit code, which is in what it prints.",
            "With --json, standard output is the JSON alone: what the command prints goes to standard error."
        },
        mixinStandardHelpOptions = true)
public final class ObserveCommand implements Callable<Integer> {
    private static final int CONFIGURATION = 3;
    private static final int ENVIRONMENT = 4;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "the kubeconfig, or several as in KUBECONFIG; that of the environment unless given")
    @Nullable
    String kubeconfig;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "the namespace of each context; that of the kubeconfig unless given")
    @Nullable
    String namespace;

    @Option(names = "--json", description = "print JSON")
    boolean json;

    @Parameters(arity = "1..*", paramLabel = "COMMAND", description = "the command, after --")
    List<String> command = List.of();

    @Spec
    CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        String variable = kubeconfig != null ? kubeconfig : System.getenv("KUBECONFIG");
        List<Path> files = KubeconfigReader.files(variable, System.getProperty("user.home"));
        Kubeconfig own = KubeconfigReader.read(files).inNamespace(namespace);
        if (own.clusters().isEmpty()) {
            complain("no cluster to observe: none is named in " + files + "; give --kubeconfig FILE");
            return CONFIGURATION;
        }
        String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
        if (!command.get(0).contains("/") && ObservedTools.program(command.get(0), path) == null) {
            complain(command.get(0) + " cannot be started: there is none on the PATH");
            return ENVIRONMENT;
        }
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        List<Request> requests = new ArrayList<>();
        List<String> unseen;
        int exit;
        // The names of clients tell stand-ins apart from each other, not what was done.
        RequestSink sink = request -> requests.add(request.madeBy(null));
        try (ApiProxy proxy = ApiProxy.start(own, LoopbackIdentity.create(), 0, System.getenv(), redactor, sink, 1);
                ObservedTools tools = ObservedTools.open(proxy.kubeconfig(), shellParts(), path)) {
            exit = run(tools);
            unseen = tools.unseen(redactor);
        }
        if (exit < 0) {
            return ENVIRONMENT;
        }
        // The proxy is closed: all that was under way is told.
        requests.sort(Comparator.comparingLong(Request::number));
        print(ObservedEffects.of(own.namespace(), requests, unseen), exit);
        return 0;
    }

    /** Where the launcher says that the project is; null without one. */
    private static @Nullable Path shellParts() {
        String home = System.getenv("UNDERSTUDY_HOME");
        return home == null ? null : Path.of(home, "recorder", "src", "main", "shell");
    }

    /** Negative where it could not be started. */
    private int run(ObservedTools tools) throws InterruptedException {
        // By a shell, as Java would look for it on its own PATH.
        List<String> argv = new ArrayList<>(List.of("/bin/sh", "-c", json ? "exec \"$@\" >&2" : "exec \"$@\"", "sh"));
        argv.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(argv).inheritIO();
        builder.environment().putAll(tools.environment());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            complain(command.get(0) + " cannot be started: " + e.getMessage());
            return -1;
        }
    }

    private void print(ObservedEffects observed, int exit) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode root = EventJson.mapper().valueToTree(observed);
            root.put("exit", exit);
            out.println(root.toPrettyString());
        } else {
            observed.effects().forEach(effect -> out.println(line(effect)));
            observed.unseen().forEach(line -> out.println("not seen: " + line));
            int idle = observed.withoutEffect().size();
            out.println((observed.effects().isEmpty()
                            ? "no effect"
                            : observed.effects().size() + " effects")
                    + (idle == 0 ? "" : ", " + idle + " writes that changed nothing")
                    + ", " + observed.requests().size() + " requests, exit code " + exit);
        }
        out.flush();
    }

    private static String line(CanonicalEffect effect) {
        StringBuilder line =
                new StringBuilder(effect.operation() + " " + effect.object().text());
        effect.changes()
                .forEach((path, change) -> line.append("\n  ")
                        .append(path)
                        .append(": ")
                        .append(change.from() == null ? "" : change.from() + " → ")
                        .append(change.to()));
        effect.options()
                .forEach((name, value) ->
                        line.append("\n  ").append(name).append(": ").append(value));
        effect.doubts().forEach(doubt -> line.append("\n  in doubt: ").append(doubt));
        return line.toString();
    }

    private void complain(String message) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("understudy: " + message);
        err.flush();
    }
}
