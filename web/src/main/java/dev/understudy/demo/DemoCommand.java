package dev.understudy.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.cli.ExitCode;
import dev.understudy.divergence.ReportText;
import dev.understudy.recording.EventJson;
import dev.understudy.refusal.StartupFailure;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.runbook.RunbookText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy demo}. */
@Command(
        name = "demo",
        description =
                "Shows the whole idea in a sandbox on this machine: three operators fix a filling disk in the real"
                        + " recorder shell, the workflow shadows them, and the comparison says where they differ.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Option(names = "--once", description = "play, review, promote, let it act; print a summary and end")
    boolean once;

    @Option(names = "--json", description = "the summary as JSON")
    boolean json;

    @Option(names = "--interactive", description = "you are the operator")
    boolean interactive;

    @Option(names = "--port", paramLabel = "N", defaultValue = "0", description = "of the server; 0 takes a free one")
    int port;

    @Option(
            names = "--sandbox",
            paramLabel = "DIR",
            description = "a new folder for the sandbox; a passing one by default")
    @Nullable
    Path sandbox;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path folder = sandboxFolder();
        ExitCode code;
        try (Demo demo = Demo.start(folder, project(), port, this::progress)) {
            code = interactive ? interactive(demo) : watch(demo);
        } finally {
            if (once && sandbox == null) {
                Demo.clean(folder);
            }
        }
        return code.number();
    }

    private ExitCode watch(Demo demo) throws IOException, InterruptedException {
        List<PlayedSession> played = demo.playOperators();
        DemoSummary summary = once ? demo.tour(played) : demo.summary(played);
        print(json ? toJson(summary) : summary.text());
        if (!once) {
            URI uri = demo.server().uri();
            print("Look at " + uri + " : read the divergences, judge them, promote the workflow; then let it act:\n"
                    + "  ./understudy run " + Tour.WORKFLOW + " --target db-4 --server " + uri + "\n"
                    + "The sandbox is in " + demo.stage().folder() + ". Ctrl-C ends the demo.");
            Browser.open(uri);
            new CountDownLatch(1).await();
        }
        return summary.asItShouldBe() ? ExitCode.OK : ExitCode.REFUSED;
    }

    private ExitCode interactive(Demo demo) throws IOException, InterruptedException {
        SandboxHost host = demo.stage().host(0);
        URI uri = demo.server().uri();
        print(RunbookText.show(RunbookReader.readFile(demo.performance().runbook())));
        print("""
                You are on %s, whose WAL archive fills its disk. $ARCHIVE and $COLD name the folders of the runbook:
                  %s
                The shadow works beside you: %sruns/demo-you
                'step measure' says where you are, 'exit' ends the run.
                """.formatted(host.name(), demo.performance().runbook(), uri));
        ProcessBuilder shell = new ProcessBuilder(
                        demo.performance().command("demo-you", System.getProperty("user.name", "you"), host))
                .directory(host.root().toFile())
                .inheritIO();
        shell.environment().putAll(demo.performance().environment(host));
        int exit = shell.start().waitFor();
        if (exit == ExitCode.ENVIRONMENT.number()) {
            return ExitCode.ENVIRONMENT;
        }
        ShadowWatch shadow = new ShadowWatch(demo.server().backstage(), "demo-you");
        print(ReportText.markdown(shadow.awaitReport().report()));
        return ExitCode.OK;
    }

    private Path sandboxFolder() throws IOException {
        if (sandbox == null) {
            return Files.createTempDirectory("understudy-demo-");
        }
        Path folder = sandbox.toAbsolutePath().normalize();
        if (Files.exists(folder) && !isEmpty(folder)) {
            throw StartupFailure.configuration(
                    "--sandbox " + folder + " is not empty: name a new folder, since the demo deletes files in it");
        }
        return Files.createDirectories(folder);
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            return !files.iterator().hasNext();
        }
    }

    /** The launcher tells where it is. */
    private static Path project() {
        String home = System.getenv("UNDERSTUDY_HOME");
        if (home == null) {
            throw StartupFailure.configuration(
                    "the demo does not know where the launcher is: start it with ./understudy demo");
        }
        return Path.of(home);
    }

    private void progress(String line) {
        spec.commandLine().getErr().println("demo: " + line);
        spec.commandLine().getErr().flush();
    }

    private void print(String text) {
        spec.commandLine().getOut().println(text);
        spec.commandLine().getOut().flush();
    }

    private static String toJson(DemoSummary summary) {
        try {
            return EventJson.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(summary);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the summary cannot be written as JSON", e);
        }
    }
}
