package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.harness.RunRefused;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.recording.EventJson;
import dev.understudy.rehearsal.Plan;
import dev.understudy.run.Targets;
import dev.understudy.twin.TwinRefused;
import io.temporal.failure.ApplicationFailure;
import java.io.PrintWriter;
import java.nio.file.Path;
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

    @Mixin
    TwinOptions twin;

    @Option(names = "--json", description = "the plan as JSON")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (twin.twin != null) {
            return onTwin(twin.twin);
        }
        Client client = server.client();
        String name = run.start(client, "DRY_RUN");
        JsonNode plan = client.get("api/v1/runs/" + Client.part(name) + "/plan?wait=20s");
        while (plan.path("ending").asText().equals("RUNNING")) {
            plan = client.get("api/v1/runs/" + Client.part(name) + "/plan?wait=20s");
        }
        if (json) {
            Printed.json(spec, plan);
        } else {
            print(plan, ": nothing was changed");
        }
        // A rehearsal that cannot know says so, and is never ok.
        return (plan.path("ending").asText().equals("COMPLETE") ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private int onTwin(Path kubeconfig) throws InterruptedException {
        Targets targets = twin.targets(run.target, run.params);
        PrintWriter words = spec.commandLine().getErr();
        TwinRehearsal rehearsal = new TwinRehearsal(
                TwinRehearsal.find(run.id()),
                RunbookLibrary.open(null),
                targets,
                TwinOptions.cluster(targets, run.target, run.params),
                kubeconfig,
                twin.db,
                twin.keep,
                line -> {
                    words.println("understudy: " + line);
                    words.flush();
                });
        TwinRehearsal.Outcome outcome;
        try {
            outcome = rehearsal.play(run.target, run.params);
        } catch (TwinRefused e) {
            throw new CliFailure(ExitCode.ENVIRONMENT, String.valueOf(e.getMessage()));
        } catch (RunRefused e) {
            throw new CliFailure(ExitCode.REFUSED, String.valueOf(e.getMessage()));
        } catch (ApplicationFailure e) {
            // A cluster that cannot be reached says so in its own words.
            throw new CliFailure(ExitCode.ENVIRONMENT, e.getOriginalMessage());
        }
        if (json) {
            Printed.json(spec, asJson(outcome));
        } else {
            print(outcome);
        }
        return (outcome.plan().ending() == Plan.Ending.COMPLETE ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    /** As the recordings of operators' commands are, so that both can be compared, with the plan beside them. */
    private static ObjectNode asJson(TwinRehearsal.Outcome outcome) {
        ObjectNode json = EventJson.mapper().valueToTree(outcome.effects());
        json.set("plan", EventJson.mapper().valueToTree(outcome.plan()));
        json.set("twin", EventJson.mapper().valueToTree(outcome.copied()));
        return json;
    }

    private void print(TwinRehearsal.Outcome outcome) {
        print(EventJson.mapper().valueToTree(outcome.plan()), ": on a twin; the real cluster was only read");
        Printed.line(
                spec,
                "On the twin were " + outcome.copied().objects() + " objects of "
                        + String.join(", ", outcome.copied().namespaces()) + ".");
        outcome.copied().notes().forEach(note -> Printed.line(spec, "  " + note));
        Printed.line(
                spec, outcome.effects().effects().isEmpty() ? "It changed nothing there." : "What it changed there:");
        outcome.effects().effects().forEach(effect -> Printed.line(spec, "  " + effect.summary()));
    }

    private void print(JsonNode plan, String where) {
        Printed.line(
                spec,
                "DRY RUN of " + plan.path("workflowType").asText() + " on "
                        + plan.path("target").asText() + where);
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
