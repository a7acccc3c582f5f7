package dev.understudy.runbook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.understudy.runbook.internal.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The conventions of a repository's runbooks, from the file {@code .understudy/runbooks.yaml}:
 *
 * <pre>{@code
 * commands: [tsh, gds]      # programs that the reader would not know
 * prompts: ["~ ", "(prod) "] # what stands before a command and is no part of it
 * }</pre>
 */
public final class ConventionsFile {
    private static final Path NAME = Path.of(".understudy", "runbooks.yaml");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern COMMAND = Pattern.compile("[^\\s'\"|&;()<>]{1,100}");

    private ConventionsFile() {}

    /**
     * The conventions that hold for a runbook: those of the nearest folder above it that has the file, else none.
     *
     * @throws RunbookException if that file is wrong, with its line and field
     */
    public static Conventions nearest(Path runbook) {
        Path folder = runbook.toAbsolutePath().normalize().getParent();
        for (; folder != null; folder = folder.getParent()) {
            Path file = folder.resolve(NAME);
            if (Files.isRegularFile(file)) {
                return read(file);
            }
        }
        return Conventions.NONE;
    }

    /**
     * The conventions in this file.
     *
     * @throws RunbookException if it cannot be read or is wrong, with its line and field
     */
    public static Conventions read(Path file) {
        try {
            return parse(SourceText.decode(file.toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            String why = e.getClass().getSimpleName();
            throw new RunbookException(
                    file.toString(),
                    0,
                    "the settings for runbooks cannot be read: " + why + ". Make it readable, or remove it.",
                    e);
        }
    }

    private static Conventions parse(SourceText source) {
        JsonNode root;
        try {
            root = YAML.readTree(source.text());
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().lines().findFirst().orElse("it cannot be parsed");
            throw new RunbookException(source.file(), line, "this is not valid YAML: " + reason + ". Correct it.", e);
        }
        if (root == null || root.isMissingNode() || root.isNull()) {
            return Conventions.NONE;
        }
        if (!root.isObject()) {
            throw new RunbookException(
                    source.file(), 1, "the file has to hold fields: commands, prompts. Write 'commands: [tsh]'.");
        }
        Iterator<String> names = root.fieldNames();
        while (names.hasNext()) {
            String name = names.next();
            if (!name.equals("commands") && !name.equals("prompts")) {
                throw wrong(source, name, null, "is not known. Known are commands and prompts.");
            }
        }
        List<String> commands = texts(source, root, "commands");
        for (String command : commands) {
            if (!COMMAND.matcher(command).matches()) {
                throw wrong(
                        source,
                        "commands",
                        command,
                        "holds '" + command + "', which is not the name of one program. Write the bare name.");
            }
        }
        return new Conventions(new LinkedHashSet<>(commands), texts(source, root, "prompts"));
    }

    private static List<String> texts(SourceText source, JsonNode root, String field) {
        JsonNode value = root.get(field);
        if (value == null || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw wrong(source, field, null, "has to be a list. Write '" + field + ": [one, two]'.");
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode entry : value) {
            if (!entry.isTextual() || entry.asText().isBlank()) {
                throw wrong(
                        source,
                        field,
                        entry.asText(),
                        "holds " + entry + ", and may hold only texts. Put it in quotes.");
            }
            texts.add(entry.asText());
        }
        return texts;
    }

    private static RunbookException wrong(SourceText source, String field, @Nullable String value, String what) {
        return new RunbookException(source.file(), lineOf(source, field, value), "the field " + field + " " + what);
    }

    private static int lineOf(SourceText source, String field, @Nullable String value) {
        int line = 0;
        for (int i = 0; i < source.lines().size(); i++) {
            String text = source.lines().get(i);
            if (line == 0 && text.strip().startsWith(field)) {
                line = i + 1;
            }
            if (line > 0 && value != null && !value.isEmpty() && text.contains(value)) {
                return i + 1;
            }
        }
        return line;
    }
}
