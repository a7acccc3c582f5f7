package dev.understudy.archive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Request;
import dev.understudy.recording.SessionEvent.Requested;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A session as one JSON document, for other programs. Fields may be added, none is renamed or taken away. */
final class SessionJson {
    private SessionJson() {}

    static String write(RecordedSession session) {
        ObjectNode root = mapper().createObjectNode();
        root.put("session", session.name());
        if (session.started() != null) {
            root.set("started", value(session.started()));
        }
        root.put("imported", session.isImported());
        ArrayNode commands = root.putArray("commands");
        Map<String, List<Request>> made = session.requests().stream()
                .map(Requested::request)
                .collect(Collectors.groupingBy(r -> r.invocation() == null ? "" : r.invocation()));
        session.commands().forEach(command -> write(command, made, commands.addObject()));
        // Those whose program is not known.
        root.set("requests", value(made.getOrDefault("", List.of())));
        ArrayNode gaps = root.putArray("gaps");
        session.gaps()
                .forEach(gap -> gaps.addObject()
                        .put("kind", gap.kind())
                        .put("at", gap.at().toString())
                        .put("detail", gap.detail()));
        root.set("steps", value(session.steps()));
        root.set("notes", value(session.notes()));
        root.set("ended", value(session.ended()));
        try {
            return mapper().writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("session " + session.name() + " cannot be written as JSON", e);
        }
    }

    private static void write(RecordedCommand command, Map<String, List<Request>> made, ObjectNode node) {
        node.put("number", command.number())
                .put("typed", command.typed())
                .put("exit", command.exit())
                .put("output", command.output().text())
                .put("outputBytes", command.output().bytes())
                .put("outputOmitted", command.output().omitted())
                .put("cwd", command.cwd())
                .put("step", command.step())
                .put("startedAt", command.startedAt().toString())
                .put("endedAt", text(command.endedAt()));
        ArrayNode invocations = node.putArray("invocations");
        for (Invocation invocation : command.invocations()) {
            ObjectNode written = invocations.addObject();
            write(invocation, written);
            written.set("requests", value(made.getOrDefault(command.number() + "/" + invocation.number(), List.of())));
        }
    }

    private static void write(Invocation invocation, ObjectNode node) {
        ArrayNode argv = node.putArray("argv");
        invocation.argv().forEach(argv::add);
        node.put("exit", invocation.exit())
                .put("exitKnown", invocation.exitKnown().name().toLowerCase(Locale.ROOT))
                .put("layer", invocation.layer().name().toLowerCase(Locale.ROOT));
        node.set("env", value(invocation.env()));
        node.put("startedAt", invocation.startedAt().toString())
                .put("endedAt", text(invocation.endedAt()))
                .put("number", invocation.number())
                .put("parent", invocation.parent())
                .put("template", invocation.template())
                .put("cwd", invocation.cwd());
        if (invocation.output() != null) {
            node.put("output", invocation.output().text());
        }
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static JsonNode value(@Nullable Object value) {
        return mapper().valueToTree(value);
    }

    private static ObjectMapper mapper() {
        return EventJson.mapper();
    }
}
