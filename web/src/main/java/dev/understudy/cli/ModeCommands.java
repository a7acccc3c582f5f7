package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code promote} and {@code demote}. */
final class ModeCommands {
    private ModeCommands() {}

    @Command(
            name = "promote",
            description = "Lets a workflow act on its own, where its evidence and its policy allow it.",
            mixinStandardHelpOptions = true)
    static final class Promote extends Change {
        @Option(
                names = "--override",
                description =
                        "ask for it against lacking evidence or a closed change window; a second person must confirm")
        boolean override;

        @Override
        public Integer call() {
            return change("promote", Map.of("reason", reason, "override", override));
        }
    }

    @Command(
            name = "confirm",
            description = "Confirms, as the second person, the promotion that somebody asked for.",
            mixinStandardHelpOptions = true)
    static final class Confirm implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "WORKFLOW")
        String workflow = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Override
        public Integer call() {
            return told(
                    spec,
                    server.client().post("api/v1/workflows/" + Client.part(workflow) + "/confirm", Map.of()),
                    workflow,
                    json);
        }
    }

    @Command(
            name = "break-glass",
            description = "Marks a run as an emergency in which the runbook was left on purpose: it never counts.",
            mixinStandardHelpOptions = true)
    static final class BreakGlass implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "RUN")
        String run = "";

        @Option(names = "--reason", required = true, description = "for the audit log")
        String reason = "";

        @Override
        public Integer call() {
            server.client().post("api/v1/runs/" + Client.part(run) + "/break-glass", Map.of("reason", reason));
            Printed.line(spec, run + " is marked as an emergency: it never counts, for or against.");
            return ExitCode.OK.number();
        }
    }

    private static int told(CommandSpec spec, JsonNode answer, String workflow, boolean json) {
        if (json) {
            Printed.json(spec, answer);
        } else {
            Printed.line(
                    spec,
                    workflow + " is " + answer.path("mode").asText() + ". "
                            + answer.path("said").asText());
        }
        return ExitCode.OK.number();
    }

    @Command(
            name = "demote",
            description = "Takes a workflow back to SHADOW, at once.",
            mixinStandardHelpOptions = true)
    static final class Demote extends Change {
        @Override
        public Integer call() {
            return change("demote", Map.of("reason", reason));
        }
    }

    abstract static class Change implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "WORKFLOW")
        String workflow = "";

        @Option(names = "--reason", required = true, description = "for the audit log")
        String reason = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        int change(String act, Map<String, Object> body) {
            return told(
                    spec,
                    server.client().post("api/v1/workflows/" + Client.part(workflow) + "/" + act, body),
                    workflow,
                    json);
        }
    }
}
