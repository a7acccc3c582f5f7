package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy run}: for real. */
@Command(
        name = "run",
        description = "Runs a promoted workflow LIVE: it acts on its own and changes things for real.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Mixin
    RunOptions run;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Option(names = "--step-by-step", description = "each write waits for 'understudy approve'")
    boolean stepByStep;

    @Option(
            names = "--plan",
            paramLabel = "RUN",
            description =
                    "a rehearsal that was looked at, whose plan the run is held to (default: one that is made first)")
    @Nullable
    String plan;

    @Option(names = "--wait", description = "until the run has ended; exit code 1 where it failed")
    boolean waiting;

    @Override
    public Integer call() throws InterruptedException {
        Client client = server.client();
        Map<String, Object> manner = new HashMap<>(Map.of("stepByStep", stepByStep));
        if (plan != null) {
            manner.put("plan", plan);
        }
        String name = run.start(client, "LIVE", manner);
        JsonNode state = client.get("api/v1/runs/" + Client.part(name));
        if (!json) {
            Printed.line(spec, "LIVE: run " + name + " acts; watch it at " + client.page("runs/" + Client.part(name)));
        }
        while (waiting && state.path("state").asText().equals("OPEN")) {
            Thread.sleep(500);
            state = client.get("api/v1/runs/" + Client.part(name));
        }
        if (json) {
            Printed.json(spec, state);
        } else if (waiting) {
            Printed.line(
                    spec, "run " + name + " has ended: " + state.path("outcome").asText("see its page"));
        }
        boolean failed = waiting && state.path("failed").asBoolean();
        return (failed ? ExitCode.REFUSED : ExitCode.OK).number();
    }

    /** {@code pause}, {@code resume} and {@code stop} differ in the word and in what else they say. */
    static JsonNode act(Client client, String run, String act, Map<String, Object> body) {
        return client.post("api/v1/runs/" + Client.part(run) + "/" + act, body);
    }
}
