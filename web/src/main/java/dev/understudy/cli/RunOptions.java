package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a run needs to be started. */
final class RunOptions {
    @Parameters(paramLabel = "RUNBOOK_OR_WORKFLOW", description = "a runbook's id or file, or a workflow's name")
    String what = "";

    @Option(names = "--target", paramLabel = "NAME", required = true, description = "on what to work")
    String target = "";

    @Option(
            names = "--param",
            paramLabel = "KEY=VALUE",
            description = "a value for a placeholder of the runbook; repeatable")
    Map<String, String> params = new LinkedHashMap<>();

    /** Starts the run. @return its name */
    String start(Client client, String mode) {
        return start(client, mode, Map.of());
    }

    /** @param manner what else is asked of it */
    String start(Client client, String mode, Map<String, Object> manner) {
        Map<String, Object> body = new LinkedHashMap<>(manner);
        body.put("mode", mode);
        body.put("runbook", id());
        body.put("target", target);
        body.put("params", params);
        JsonNode started = client.post("api/v1/runs", body);
        return started.path("run").asText();
    }

    /** The runbook's id, or the workflow's name. */
    String id() {
        if (!what.endsWith(".md")) {
            return what;
        }
        Path file = Path.of(what);
        if (!Files.exists(file)) {
            throw new CliFailure(ExitCode.CONFIGURATION, "there is no runbook " + what + ": check the path");
        }
        return RunbookCommand.read(file).id();
    }
}
