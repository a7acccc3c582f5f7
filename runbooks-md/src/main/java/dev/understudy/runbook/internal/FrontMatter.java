package dev.understudy.runbook.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The YAML at the top of a document: its title, and what it says about the runbook.
 *
 * @param lines how many lines of the document it takes, with its fences; 0 where there is none
 */
record FrontMatter(
        int lines,
        @Nullable String title,
        @Nullable String id,
        @Nullable String activity,
        @Nullable String workflow,
        List<String> params,
        List<String> secrets,
        List<Warning> warnings) {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Set<String> FIELDS = Set.of("id", "activity", "workflow", "params", "secrets", "system");
    static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final FrontMatter NONE = new FrontMatter(0, null, null, null, null, List.of(), List.of(), List.of());

    static FrontMatter of(SourceText source) {
        List<String> lines = source.lines();
        if (!lines.get(0).stripTrailing().equals("---")) {
            return NONE;
        }
        int end = 1;
        while (end < lines.size() && !lines.get(end).stripTrailing().matches("---|\\.\\.\\.")) {
            end++;
        }
        if (end == lines.size()) {
            return NONE;
        }
        JsonNode root;
        try {
            root = YAML.readTree(String.join("\n", lines.subList(1, end)));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr() + 1;
            List<Warning> warnings = List.of(new Warning(
                    Math.min(line, end),
                    "the front matter is not valid YAML, so that nothing of it is used: " + reason(e)));
            return new FrontMatter(end + 1, null, null, null, null, List.of(), List.of(), warnings);
        }
        return new Fields(source, end).read(root);
    }

    private static String reason(JsonProcessingException e) {
        String message = e.getOriginalMessage();
        return message.lines().findFirst().orElse("it cannot be parsed");
    }

    /** Reads the fields of front matter that ends on line {@code end} (from 0). */
    private record Fields(SourceText source, int end) {
        FrontMatter read(@Nullable JsonNode root) {
            JsonNode title = root == null ? null : root.get("title");
            JsonNode runbook = root == null ? null : root.get("runbook");
            String named = title != null && title.isValueNode() ? title.asText() : null;
            if (runbook == null || runbook.isNull()) {
                return new FrontMatter(end + 1, named, null, null, null, List.of(), List.of(), List.of());
            }
            if (!runbook.isObject()) {
                throw wrong("runbook", "has to be a mapping such as { id: node-replace, params: [cluster] }");
            }
            List<Warning> warnings = new ArrayList<>();
            runbook.fieldNames().forEachRemaining(name -> {
                if (!FIELDS.contains(name)) {
                    warnings.add(new Warning(
                            lineOf(name),
                            "runbook." + name
                                    + " is not known and not used; known are id, activity, workflow, params, secrets"));
                }
            });
            String id = text(runbook, "id");
            if (id != null && !ID.matcher(id).matches()) {
                throw wrong("id", "is '" + id + "', and may hold only letters, digits, '.', '_' and '-'");
            }
            return new FrontMatter(
                    end + 1,
                    named,
                    id,
                    text(runbook, "activity"),
                    text(runbook, "workflow"),
                    texts(runbook, "params"),
                    texts(runbook, "secrets"),
                    warnings);
        }

        private @Nullable String text(JsonNode runbook, String field) {
            JsonNode value = runbook.get(field);
            if (value == null || value.isNull()) {
                return null;
            }
            if (!value.isValueNode() || value.asText().isBlank()) {
                throw wrong(field, "has to be one word");
            }
            return value.asText();
        }

        private List<String> texts(JsonNode runbook, String field) {
            JsonNode value = runbook.get(field);
            if (value == null || value.isNull()) {
                return List.of();
            }
            List<String> texts = new ArrayList<>();
            if (!value.isArray()) {
                throw wrong(field, "has to be a list of names such as [cluster, node]");
            }
            for (JsonNode entry : value) {
                if (!entry.isTextual() || entry.asText().isBlank()) {
                    throw wrong(field, "holds " + entry + ", and may hold only names such as [cluster, node]");
                }
                texts.add(entry.asText());
            }
            return texts;
        }

        private RunbookException wrong(String field, String what) {
            String path = field.equals("runbook") ? "runbook" : "runbook." + field;
            return new RunbookException(
                    source.file(), lineOf(field), "the front matter's field " + path + " " + what + ".");
        }

        /** The line that names the field, as near as text can tell. */
        private int lineOf(String field) {
            Pattern name = Pattern.compile("(?:^|[\\s{,\"'])" + Pattern.quote(field) + "[\"']?\\s*:");
            for (int i = 1; i < end; i++) {
                if (name.matcher(source.lines().get(i)).find()) {
                    return i + 1;
                }
            }
            return 1;
        }
    }
}
