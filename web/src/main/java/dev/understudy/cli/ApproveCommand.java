package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code approve}: lets one write of a run that goes step by step leave, exactly as it was shown. */
@Command(
        name = "approve",
        description = "Shows the write that a step-by-step run waits with, and lets it leave.",
        mixinStandardHelpOptions = true)
final class ApproveCommand implements Callable<Integer> {
    private static final long LOOK_AGAIN_MILLIS = 300;

    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Parameters(paramLabel = "RUN")
    String run = "";

    @Option(names = "--operation", paramLabel = "N", description = "which one, where several wait (default: the first)")
    @Nullable
    Long operation;

    @Option(
            names = "--yes",
            paramLabel = "FINGERPRINT",
            description = "approve without asking, if it is exactly the action of this fingerprint")
    @Nullable
    String yes;

    @Option(names = "--follow", description = "ask for each write until the run has ended")
    boolean follow;

    @Option(names = "--json", description = "what waits, as JSON; approves nothing")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        Client client = server.client();
        if (json) {
            Printed.json(spec, client.get(path("waiting")));
            return ExitCode.OK.number();
        }
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        while (true) {
            JsonNode held = find(client.get(path("waiting")));
            if (held != null) {
                if (!approved(client, held, answers)) {
                    return ExitCode.REFUSED.number();
                }
            } else if (!follow) {
                throw new CliFailure(
                        ExitCode.REFUSED,
                        operation == null
                                ? "nothing of run " + run + " waits for approval"
                                : "operation " + operation + " of run " + run + " does not wait for approval");
            }
            if (!follow || ended(client)) {
                return ExitCode.OK.number();
            }
            Thread.sleep(LOOK_AGAIN_MILLIS);
        }
    }

    private boolean approved(Client client, JsonNode held, BufferedReader answers) {
        long number = held.path("sequence").asLong();
        String fingerprint = held.path("fingerprint").asText();
        if (yes != null && !follow) {
            // The server compares, for it may have changed by now.
            fingerprint = yes;
        } else {
            show(held);
            if (!said(answers)) {
                Printed.line(spec, "not approved; run " + run + " waits");
                return false;
            }
        }
        client.post(path("approve"), Map.of("sequence", number, "fingerprint", fingerprint));
        Printed.line(spec, "operation " + number + " leaves");
        return true;
    }

    private void show(JsonNode held) {
        String step =
                held.path("step").isTextual() ? ", step " + held.path("step").asText() : "";
        Printed.line(spec, "LIVE: operation " + held.path("sequence").asLong() + " of run " + run + step);
        Printed.line(spec, "  " + held.path("action").asText());
        Printed.line(
                spec,
                "  " + held.path("effect").asText() + ", fingerprint "
                        + held.path("fingerprint").asText());
    }

    private boolean said(BufferedReader answers) {
        spec.commandLine().getOut().print("Do exactly this? [y/N] ");
        spec.commandLine().getOut().flush();
        try {
            String answer = answers.readLine();
            if (answer == null) {
                Printed.line(spec, "");
                throw new CliFailure(
                        ExitCode.USAGE, "nobody is there to ask: approve with --yes FINGERPRINT, as shown above");
            }
            return answer.strip().equalsIgnoreCase("y") || answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable JsonNode find(JsonNode waiting) {
        for (JsonNode held : waiting) {
            if (operation == null || held.path("sequence").asLong() == operation) {
                return held;
            }
        }
        return null;
    }

    private boolean ended(Client client) {
        return !client.get("api/v1/runs/" + Client.part(run))
                .path("state")
                .asText()
                .equals("OPEN");
    }

    private String path(String what) {
        return "api/v1/runs/" + Client.part(run) + "/" + what;
    }
}
