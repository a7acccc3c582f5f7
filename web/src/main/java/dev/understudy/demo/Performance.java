package dev.understudy.demo;

import dev.understudy.api.Backstage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Lets an operator type into the real recorder shell on a host of the sandbox, with the shadow beside them. */
final class Performance {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage;
    private final Backstage backstage;
    private final URI server;
    private final Path launcher;
    private final Path runbook;

    Performance(Stage stage, Backstage backstage, URI server, Path launcher, Path runbook) {
        this.stage = stage;
        this.backstage = backstage;
        this.server = server;
        this.launcher = launcher;
        this.runbook = runbook;
    }

    PlayedSession play(OperatorScript script, SandboxHost host) throws IOException, InterruptedException {
        String run = "demo-" + script.operator();
        ShadowWatch shadow = new ShadowWatch(backstage, run);
        List<Instant> acted = new ArrayList<>();
        try (Typist typist = Typist.start(command(run, script.operator(), host), host.root(), environment(host))) {
            for (ScriptLine line : script.lines()) {
                typist.awaitPrompt(PATIENCE);
                if (line.expectsShadow()) {
                    shadow.awaitPredictions();
                }
                Instant enter = typist.type(line.text());
                if (line.expectsShadow()) {
                    acted.add(enter);
                }
            }
            typist.awaitPrompt(PATIENCE);
            typist.type("exit");
            typist.awaitExit(PATIENCE);
        }
        return new PlayedSession(run, script, shadow.awaitReport().report(), shadow.nextAfterEach(acted));
    }

    Path runbook() {
        return runbook;
    }

    /** The command that starts the recorder shell on a host. */
    List<String> command(String run, String operator, SandboxHost host) {
        List<String> command = new ArrayList<>(List.of(
                launcher.toString(),
                "record",
                "--runbook",
                runbook.toString(),
                "--target",
                host.name(),
                "--run",
                run,
                "--operator",
                operator,
                "--server",
                server.toString()));
        host.params().forEach((name, value) -> {
            command.add("--param");
            command.add(name + "=" + value);
        });
        return command;
    }

    /** The operators live in the sandbox's own home, and have the host's folders at hand as their runbook names them. */
    Map<String, String> environment(SandboxHost host) {
        Map<String, String> environment = new TreeMap<>();
        environment.put("HOME", stage.folder().resolve("home").toString());
        environment.put("XDG_STATE_HOME", stage.folder().resolve("state").toString());
        environment.put("XDG_CONFIG_HOME", stage.folder().resolve("config").toString());
        environment.put("ARCHIVE", host.archive().toString());
        environment.put("COLD", host.cold().toString());
        return environment;
    }
}
