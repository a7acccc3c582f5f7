package dev.understudy.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.export.ExportedRun.ExportedSession;
import dev.understudy.recording.EventJson;
import dev.understudy.store.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * OCEL 2.0 in its JSON form (OCEL 2.0 Specification, 2024, section 7). An event is an action of either side; the objects are
 * the run, the session, the operator or the workflow, the target, and the thing acted on: one of Kubernetes, a file, and so
 * on, each named with its target, for a path on one host is not the same on another.
 */
final class Ocel {
    private static final List<String> EVENT_ATTRIBUTES = List.of(
            "side", "actor", "operation", "object", "fields", "effect", "step", "outcome", "exit", "activityType");

    private final Map<String, ObjectNode> objects = new LinkedHashMap<>();
    private final TreeMap<String, TreeSet<String>> attributesOfType = new TreeMap<>();
    private final TreeSet<String> eventTypes = new TreeSet<>();
    private final ArrayNode events = EventJson.mapper().createArrayNode();

    private Ocel() {}

    static void write(Stream<ExportedRun> runs, OutputStream out) throws IOException {
        Ocel log = new Ocel();
        runs.forEach(log::add);
        out.write(EventJson.mapper().writeValueAsBytes(log.tree()));
        out.flush();
    }

    private void add(ExportedRun run) {
        Instant began = run.run().startedAt();
        String id = "run:" + run.run().id();
        ObjectNode made = object(id, "run", began, attributes(run));
        relate(made, object("target:" + run.run().target(), "target", began, Map.of()), "on");
        for (ExportedSession session : run.sessions()) {
            ObjectNode part =
                    object("session:" + session.session(), "session", began, Map.of("operator", session.operator()));
            relate(part, made, "part of");
            relate(part, object("operator:" + session.operator(), "operator", began, Map.of()), "by");
        }
        run.observed().forEach(action -> add(run, action));
        run.predicted().forEach(action -> add(run, action));
    }

    private static Map<String, String> attributes(ExportedRun run) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("runbook", run.run().runbook());
        attributes.put("mode", run.run().mode().name());
        attributes.put("verdict", run.verdict());
        String workflow = run.run().workflowType();
        if (workflow != null) {
            attributes.put("workflow", workflow);
        }
        return attributes;
    }

    private void add(ExportedRun run, ExportedAction action) {
        Instant began = run.run().startedAt();
        String type = action.activity();
        eventTypes.add(type);
        ObjectNode event = events.addObject()
                .put("id", action.id())
                .put("type", type)
                .put("time", action.startedAt().toString());
        ArrayNode attributes = event.putArray("attributes");
        value(attributes, "side", action.side().name().toLowerCase(java.util.Locale.ROOT));
        value(attributes, "actor", action.actor());
        value(attributes, "operation", action.action().operation());
        value(attributes, "object", action.action().object());
        value(attributes, "fields", Json.write(action.action().fields()));
        value(attributes, "effect", action.action().effect().name());
        value(attributes, "step", action.step());
        value(attributes, "outcome", action.outcome());
        value(attributes, "exit", action.exit() == null ? null : action.exit().toString());
        value(attributes, "activityType", action.activityType());
        String workflow = "workflow:" + action.actor();
        if (action.side() == Side.PREDICTED) {
            object(workflow, "workflow", began, Map.of());
        }
        String target = run.run().target();
        String kind = action.isKubernetes() ? "kubernetes object" : action.sort();
        String actedOn = target + "/" + action.action().object();
        object(actedOn, kind, began, Map.of("name", action.action().object()));
        ArrayNode related = event.putArray("relationships");
        relation(related, "run:" + run.run().id(), "in");
        relation(related, "target:" + target, "on");
        if (action.session() != null) {
            relation(related, "session:" + action.session(), "recorded in");
        }
        relation(
                related,
                action.side() == Side.PREDICTED ? workflow : "operator:" + action.actor(),
                action.side() == Side.PREDICTED ? "reached by" : "done by");
        relation(related, actedOn, "acts on");
    }

    private ObjectNode object(String id, String type, Instant at, Map<String, String> attributes) {
        attributesOfType.computeIfAbsent(type, none -> new TreeSet<>()).addAll(attributes.keySet());
        return objects.computeIfAbsent(id, none -> {
            ObjectNode made =
                    EventJson.mapper().createObjectNode().put("id", id).put("type", type);
            ArrayNode list = made.putArray("attributes");
            attributes.forEach((name, value) -> list.addObject()
                    .put("name", name)
                    .put("time", at.toString())
                    .put("value", value));
            made.putArray("relationships");
            return made;
        });
    }

    private static void relate(ObjectNode from, ObjectNode to, String qualifier) {
        relation(from.withArray("relationships"), to.path("id").asText(), qualifier);
    }

    private static void relation(ArrayNode related, String id, String qualifier) {
        for (com.fasterxml.jackson.databind.JsonNode there : related) {
            if (there.path("objectId").asText().equals(id)
                    && there.path("qualifier").asText().equals(qualifier)) {
                return;
            }
        }
        related.addObject().put("objectId", id).put("qualifier", qualifier);
    }

    private static void value(ArrayNode attributes, String name, @Nullable String value) {
        if (value != null) {
            attributes.addObject().put("name", name).put("value", value);
        }
    }

    private ObjectNode tree() {
        ObjectNode tree = EventJson.mapper().createObjectNode();
        ArrayNode types = tree.putArray("objectTypes");
        attributesOfType.forEach((type, attributes) -> type(types, type, List.copyOf(attributes)));
        ArrayNode kinds = tree.putArray("eventTypes");
        eventTypes.forEach(type -> type(kinds, type, EVENT_ATTRIBUTES));
        ArrayNode all = tree.putArray("objects");
        objects.values().forEach(all::add);
        tree.set("events", events);
        return tree;
    }

    private static void type(ArrayNode types, String name, List<String> attributes) {
        ArrayNode list = types.addObject().put("name", name).putArray("attributes");
        attributes.forEach(attribute -> list.addObject().put("name", attribute).put("type", "string"));
    }
}
