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
        @Override
        public Integer call() {
            return change("promote");
        }
    }

    @Command(
            name = "demote",
            description = "Takes a workflow back to SHADOW, at once.",
            mixinStandardHelpOptions = true)
    static final class Demote extends Change {
        @Override
        public Integer call() {
            return change("demote");
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

        int change(String act) {
            JsonNode answer = server.client()
                    .post("api/v1/workflows/" + Client.part(workflow) + "/" + act, Map.of("reason", reason));
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
    }
}
