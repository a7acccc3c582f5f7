package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy evidence WORKFLOW}. */
@Command(
        name = "evidence",
        description = "Says in one sentence what a workflow's runs prove, and what is missing.",
        mixinStandardHelpOptions = true)
final class EvidenceCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Parameters(paramLabel = "WORKFLOW")
    String workflow = "";

    @Option(names = "--json", description = "as JSON, with every run")
    boolean json;

    @Override
    public Integer call() {
        JsonNode answer = server.client().get("api/v1/workflows/" + Client.part(workflow));
        if (json) {
            Printed.json(spec, answer);
            return ExitCode.OK.number();
        }
        Printed.line(spec, workflow + " is " + answer.path("mode").asText());
        Printed.line(spec, answer.path("evidence").path("sentence").asText());
        Printed.line(spec, answer.path("evidence").path("sprt").asText());
        JsonNode proof = answer.path("proof");
        Printed.line(spec, proof.path("baseline").asText());
        Printed.line(spec, proof.path("coverage").asText());
        proof.path("steps")
                .forEach(step -> Printed.line(spec, "  " + step.path("words").asText()));
        if (proof.has("backtest")) {
            Printed.line(
                    spec, "backtest: " + proof.path("backtest").path("sentence").asText());
        }
        runs(answer, false);
        runs(answer, true);
        return ExitCode.OK.number();
    }

    /** Emergencies are listed apart. */
    private void runs(JsonNode answer, boolean emergencies) {
        boolean first = true;
        for (JsonNode run : answer.path("evidence").path("runs")) {
            boolean emergency = run.path("why").toString().contains("BREAK_GLASS");
            if (emergency == emergencies) {
                if (first) {
                    Printed.line(spec, emergencies ? "emergencies, which never count:" : "runs:");
                    first = false;
                }
                Printed.line(
                        spec,
                        "  " + run.path("run").asText() + "  "
                                + run.path("standing").asText() + "  "
                                + run.path("words").asText());
            }
        }
    }
}
