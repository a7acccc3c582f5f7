package dev.understudy.export;

import dev.understudy.store.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** XES, IEEE 1849-2016. Each run gives two traces, {@code RUN/observed} and {@code RUN/predicted}; one without events is left out. */
final class Xes {
    private static final String NAMESPACE = "http://www.xes-standard.org/";

    private final Writer xml;

    private Xes(Writer xml) {
        this.xml = xml;
    }

    static void write(Stream<ExportedRun> runs, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        new Xes(text).log(runs.iterator());
        text.flush();
    }

    private void log(Iterator<ExportedRun> runs) throws IOException {
        xml.write(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1849-2016\" xes.features=\"\" xmlns=\""
                        + NAMESPACE + "\">\n");
        extension("Concept", "concept", "concept");
        extension("Time", "time", "time");
        extension("Organizational", "org", "org");
        extension("Lifecycle", "lifecycle", "lifecycle");
        for (String scope : List.of("trace", "event")) {
            xml.write("<global scope=\"" + scope + "\">\n");
            attribute("string", "concept:name", "unknown");
            xml.write("</global>\n");
        }
        xml.write("<classifier name=\"activity\" keys=\"concept:name\"/>\n");
        attribute("string", "creator", "Understudy");
        while (runs.hasNext()) {
            ExportedRun run = runs.next();
            trace(run, "observed", run.observed());
            trace(run, "predicted", run.predicted());
        }
        xml.write("</log>\n");
    }

    private void trace(ExportedRun run, String side, List<ExportedAction> actions) throws IOException {
        if (actions.isEmpty()) {
            return;
        }
        xml.write("<trace>\n");
        attribute("string", "concept:name", run.run().id() + "/" + side);
        attribute("string", "run", run.run().id());
        attribute("string", "side", side);
        attribute("string", "runbook", run.run().runbook());
        attribute("string", "target", run.run().target());
        attribute("string", "mode", run.run().mode().name());
        attribute("string", "workflow", run.run().workflowType());
        attribute("string", "verdict", run.verdict());
        for (ExportedAction action : actions) {
            event(action);
        }
        xml.write("</trace>\n");
    }

    private void event(ExportedAction action) throws IOException {
        xml.write("<event>\n");
        attribute("string", "concept:name", action.activity());
        attribute("string", "concept:instance", action.id());
        attribute("date", "time:timestamp", action.startedAt().toString());
        attribute("string", "lifecycle:transition", "complete");
        attribute("string", "org:resource", action.actor());
        attribute("string", "operation", action.action().operation());
        attribute("string", "object", action.action().object());
        attribute("string", "fields", Json.write(action.action().fields()));
        attribute("string", "effect", action.action().effect().name());
        attribute("string", "step", action.step());
        attribute("string", "session", action.session());
        attribute("int", "command", action.command());
        attribute("string", "activityType", action.activityType());
        attribute("int", "exit", action.exit());
        attribute("string", "outcome", action.outcome());
        attribute("date", "ended", action.endedAt());
        xml.write("</event>\n");
    }

    private void extension(String name, String prefix, String file) throws IOException {
        xml.write("<extension name=\"" + name + "\" prefix=\"" + prefix + "\" uri=\"" + NAMESPACE + file
                + ".xesext\"/>\n");
    }

    private void attribute(String type, String key, @Nullable Object value) throws IOException {
        if (value != null) {
            xml.write("<" + type + " key=\"" + key + "\" value=\"" + escaped(value.toString()) + "\"/>\n");
        }
    }

    /** A line break in an attribute would be read as a blank, so it is written by its number, which Java's own writer does not. */
    private static String escaped(String text) {
        return allowed(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "&#10;")
                .replace("\r", "&#13;")
                .replace("\t", "&#9;");
    }

    /** XML 1.0 has no way to say most control characters; a terminal's text may hold them. */
    static String allowed(String text) {
        StringBuilder allowed = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\t'
                                || c == '\n'
                                || c == '\r'
                                || c >= 0x20 && c <= 0xD7FF
                                || c >= 0xE000 && c <= 0xFFFD
                                || c >= 0x10000
                        ? c
                        : 0xFFFD)
                .forEach(allowed::appendCodePoint);
        return allowed.toString();
    }
}
