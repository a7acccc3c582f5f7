package dev.understudy.export;

import dev.understudy.store.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** CSV after RFC 4180: a header, then a line for each action of either side. */
final class Csv {
    private static final List<String> HEADER = List.of(
            "run",
            "side",
            "id",
            "activity",
            "operation",
            "object",
            "fields",
            "effect",
            "step",
            "actor",
            "session",
            "command",
            "activityType",
            "exit",
            "outcome",
            "startedAt",
            "endedAt",
            "runbook",
            "target",
            "mode",
            "workflow",
            "workflowFingerprint",
            "verdict");

    private Csv() {}

    static void write(Stream<ExportedRun> runs, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(line(HEADER.toArray()));
        for (Iterator<ExportedRun> all = runs.iterator(); all.hasNext(); ) {
            ExportedRun run = all.next();
            for (ExportedAction action : run.observed()) {
                text.write(line(run, action));
            }
            for (ExportedAction action : run.predicted()) {
                text.write(line(run, action));
            }
        }
        text.flush();
    }

    private static String line(ExportedRun run, ExportedAction action) {
        return line(
                run.run().id(),
                action.side().name().toLowerCase(java.util.Locale.ROOT),
                action.id(),
                action.activity(),
                action.action().operation(),
                action.action().object(),
                Json.write(action.action().fields()),
                action.action().effect(),
                action.step(),
                action.actor(),
                action.session(),
                action.command(),
                action.activityType(),
                action.exit(),
                action.outcome(),
                action.startedAt(),
                action.endedAt(),
                run.run().runbook(),
                run.run().target(),
                run.run().mode(),
                run.run().workflowType(),
                run.run().workflowFingerprint(),
                run.verdict());
    }

    private static String line(@Nullable Object... values) {
        return Arrays.stream(values).map(Csv::field).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String field(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        boolean quoted = text.chars().anyMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
