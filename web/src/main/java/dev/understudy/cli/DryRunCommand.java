package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code understudy dry-run}. */
@Command(
        name = "dry-run",
        description = "Rehearses a workflow: shows what it would do, and changes nothing.",
        mixinStandardHelpOptions = true)
final class DryRunCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Mixin
    RunOptions run;

    @Option(names = "--json", description = "the plan as JSON")
    boolean json;

    @Override
    public Integer call() {
        Client client = server.client();
        String name = run.start(client, "DRY_RUN");
        JsonNode plan = client.get("api/v1/runs/" + Client.part(name) + "/plan?wait=20s");
        while (plan.path("ending").asText().equals("RUNNING")) {
            plan = client.get("api/v1/runs/" + Client.part(name) + "/plan?wait=20s");
        }
        if (json) {
            Printed.json(spec, plan);
        } else {
            print(plan);
        }
        // A rehearsal that cannot know says so, and is never ok.
        return (plan.path("ending").asText().equals("COMPLETE") ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private void print(JsonNode plan) {
        Printed.line(
                spec,
                "DRY RUN of " + plan.path("workflowType").asText() + " on "
                        + plan.path("target").asText() + ": nothing was changed");
        String step = "";
        for (JsonNode operation : plan.path("operations")) {
            if (!operation.path("step").asText().equals(step)
                    && operation.path("step").isTextual()) {
                step = operation.path("step").asText();
                Printed.line(spec, "  step " + step);
            }
            Printed.line(spec, line(operation));
        }
        String why = plan.path("why").isTextual() ? ": " + plan.path("why").asText() : "";
        Printed.line(spec, "The rehearsal is " + plan.path("ending").asText() + why);
    }

    private static String line(JsonNode operation) {
        JsonNode action = operation.path("action");
        String what = action.isObject()
                ? action.path("operation").asText() + " "
                        + action.path("object").asText()
                        + (action.path("fields").isEmpty() ? "" : " " + action.path("fields"))
                : operation.path("activityType").asText();
        String why = operation.path("why").isTextual()
                ? "  (" + operation.path("why").asText() + ")"
                : "";
        return String.format(
                Locale.ROOT,
                "  %3d  %-13s %s%s",
                operation.path("sequence").asLong(),
                operation.path("how").asText().toLowerCase(Locale.ROOT).replace('_', ' '),
                what,
                why);
    }
}
