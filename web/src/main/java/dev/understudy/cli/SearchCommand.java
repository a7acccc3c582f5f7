package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy search}. */
@Command(
        name = "search",
        description = "Finds operations of all runs and imported histories by what is known of them, the latest first.",
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Mixin
    ServerOptions server;

    @Parameters(
            arity = "0..*",
            paramLabel = "WORD",
            description = "words in the action, the step, the names, the failure or the input")
    String[] words = {};

    @Option(names = "--activity", paramLabel = "TYPE")
    @Nullable
    String activity;

    @Option(names = "--workflow", paramLabel = "TYPE")
    @Nullable
    String workflow;

    @Option(names = "--run", paramLabel = "RUN")
    @Nullable
    String run;

    @Option(names = "--target", paramLabel = "NAME")
    @Nullable
    String target;

    @Option(names = "--mode", paramLabel = "DRY_RUN|SHADOW|LIVE")
    @Nullable
    String mode;

    @Option(names = "--operation", paramLabel = "VERB", description = "what is done, as update or move")
    @Nullable
    String operation;

    @Option(names = "--object", paramLabel = "OBJECT", description = "on what, exactly")
    @Nullable
    String object;

    @Option(names = "--outcome", paramLabel = "OUTCOME", description = "as DONE, FAILED, OBSERVED or UNKNOWN")
    @Nullable
    String outcome;

    @Option(names = "--since", paramLabel = "TIME", description = "a day or a time, as 2026-11-24T03:00:00Z; UTC")
    @Nullable
    String since;

    @Option(names = "--until", paramLabel = "TIME", description = "before this")
    @Nullable
    String until;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50")
    int limit = 50;

    @Option(names = "--json", description = "as JSON")
    boolean json;

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("text", String.join(" ", words));
        put(query, "activity", activity);
        put(query, "workflow", workflow);
        put(query, "run", run);
        put(query, "target", target);
        put(query, "mode", mode);
        put(query, "operation", operation);
        put(query, "object", object);
        put(query, "outcome", outcome);
        put(query, "since", since);
        put(query, "until", until);
        query.put("limit", Integer.toString(limit));
        JsonNode found = server.client()
                .get("api/v1/operations?"
                        + query.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + Client.part(entry.getValue()))
                                .collect(Collectors.joining("&")));
        if (json) {
            Printed.json(spec, found);
            return ExitCode.OK.number();
        }
        for (JsonNode operation : found) {
            Printed.line(
                    spec,
                    String.format(
                            Locale.ROOT,
                            "%s  %-8s %-12s %s #%d  %s %s",
                            operation.path("publishedAt").asText(),
                            operation.path("origin").isTextual()
                                    ? "IMPORTED"
                                    : operation.path("mode").asText(),
                            operation.path("resolution").asText(),
                            operation.path("run").asText(),
                            operation.path("sequence").asLong(),
                            operation.path("activityType").asText(),
                            operation.path("input").isTextual()
                                    ? operation.path("input").asText()
                                    : operation.path("action").asText()));
        }
        return ExitCode.OK.number();
    }

    private static void put(Map<String, String> query, String key, @Nullable String value) {
        if (value != null) {
            query.put(key, value);
        }
    }
}
