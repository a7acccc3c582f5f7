package dev.understudy.runbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A runbook as JSON: what {@code understudy runbook show FILE --json} prints. */
public final class RunbookJson {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private RunbookJson() {}

    /** The runbook as indented JSON, without a line feed at its end. Fields of no value are left out. */
    public static String write(Runbook runbook) {
        ObjectNode root = JSON.createObjectNode();
        root.put("id", runbook.id()).put("title", runbook.title()).put("fingerprint", runbook.fingerprint());
        optional(root, "activity", runbook.activity());
        optional(root, "workflow", runbook.workflow());
        if (!runbook.params().isEmpty()) {
            runbook.params().forEach(root.putArray("params")::add);
        }
        if (!runbook.secrets().isEmpty()) {
            runbook.secrets().forEach(root.putArray("secrets")::add);
        }
        ArrayNode steps = root.putArray("steps");
        runbook.steps().forEach(step -> write(step, steps.addObject()));
        ArrayNode warnings = root.putArray("warnings");
        runbook.warnings()
                .forEach(warning ->
                        warnings.addObject().put("line", warning.line()).put("message", warning.message()));
        return text(root);
    }

    /** The findings as indented JSON, {@code [{"line","rule","message"}]}: what {@code understudy runbook lint} prints. */
    public static String findings(List<Finding> findings) {
        ArrayNode root = JSON.createArrayNode();
        findings.forEach(finding -> root.addObject()
                .put("line", finding.line())
                .put("rule", finding.rule().id())
                .put("message", finding.message()));
        return text(root);
    }

    private static String text(JsonNode root) {
        try {
            return JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of texts and numbers can always be written", e);
        }
    }

    private static void write(Step step, ObjectNode node) {
        node.put("id", step.id())
                .put("kind", step.kind().name())
                .put("title", step.title())
                .put("line", step.line());
        optional(node, "alternative", step.alternative());
        Annotation annotation = step.annotation();
        optional(node, "effect", annotation.effect() == null ? null : lower(annotation.effect()));
        optional(
                node,
                "wait",
                annotation.waitAtMost() == null ? null : annotation.waitAtMost().toString());
        optional(node, "capture", annotation.capture());
        optional(node, "expect", annotation.expect());
        ArrayNode commands = node.putArray("commands");
        for (RunbookCommand command : step.commands()) {
            ObjectNode entry = commands.addObject()
                    .put("line", command.line())
                    .put("text", command.text())
                    .put("form", lower(command.form()))
                    .put("kind", lower(command.kind()));
            ArrayNode placeholders = entry.putArray("placeholders");
            command.placeholders().forEach(placeholder -> placeholders.add(placeholder.text()));
            optional(entry, "expected", command.expected());
        }
    }

    private static void optional(ObjectNode node, String name, @org.jspecify.annotations.Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
