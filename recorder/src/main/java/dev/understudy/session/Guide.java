package dev.understudy.session;

import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.Placeholder;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookCommand;
import dev.understudy.runbook.Step;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Lays a runbook out for the shell, which reads it without starting anything: a line each, of fields that are separated by
 * the control character 037, with 036 for a line break in a command.
 *
 * <pre>
 *   run ID yes|no                 whether another machine can join it
 *   book TITLE STEP               the number of the step to begin with, from 1; 0 for none
 *   step ID TITLE
 *   command TEXT PLACEHOLDER…     of the step before it; the placeholders that are not filled in
 * </pre>
 */
final class Guide {
    private static final String FIELD = "\u001f";
    private static final String LINE_BREAK = "\u001e";
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_@%+=:,./-]+");

    private Guide() {}

    /**
     * The runbook as text for the shell.
     *
     * @param run the run's id
     * @param joinable whether there is a server through which another machine can join the run
     * @param runbook null where the session follows none, or none that can be read
     * @param params the values of the run's parameters, fit to be shown
     * @param step the id of the step that the operator is at; null for none
     */
    static String layOut(
            String run,
            boolean joinable,
            @Nullable Runbook runbook,
            Map<String, String> params,
            @Nullable String step) {
        StringBuilder text = new StringBuilder();
        line(text, "run", List.of(run, joinable ? "yes" : "no"));
        if (runbook == null) {
            return text.toString();
        }
        Map<String, String> values = new TreeMap<>(params);
        runbook.secrets().forEach(values::remove);
        List<String> ids = runbook.steps().stream().map(Step::id).toList();
        line(text, "book", List.of(runbook.title(), Integer.toString(ids.indexOf(step) + 1)));
        for (Step each : runbook.steps()) {
            line(text, "step", List.of(each.id(), each.title()));
            for (RunbookCommand command : each.commands()) {
                if (command.kind() == CommandKind.SHELL) {
                    command(text, command, values);
                }
            }
        }
        return text.toString();
    }

    private static void command(StringBuilder text, RunbookCommand command, Map<String, String> values) {
        String filled = command.text();
        List<String> open = new java.util.ArrayList<>();
        for (Placeholder placeholder : command.placeholders()) {
            String value = values.get(placeholder.name());
            String next = value == null ? null : fill(filled, placeholder.text(), value);
            if (next == null) {
                open.add(placeholder.text());
            } else {
                filled = next;
            }
        }
        line(
                text,
                "command",
                java.util.stream.Stream.concat(java.util.stream.Stream.of(filled), open.stream())
                        .toList());
    }

    /** Null where the value cannot be put there without changing what the shell makes of the command. */
    private static @Nullable String fill(String command, String placeholder, String value) {
        if (PLAIN.matcher(value).matches()) {
            return command.replace(placeholder, value);
        }
        int at = command.indexOf(placeholder);
        boolean quoted = at < 0
                || command.substring(0, at)
                        .chars()
                        .filter(c -> c == '\'' || c == '"' || c == '\\')
                        .findAny()
                        .isPresent();
        boolean fit = !quoted && value.chars().noneMatch(Character::isISOControl);
        return fit ? command.replace(placeholder, "'" + value.replace("'", "'\\''") + "'") : null;
    }

    /** Control characters would be keys at a prompt, and have no place in a title. */
    private static void line(StringBuilder text, String kind, List<String> fields) {
        text.append(fields.stream()
                .map(field -> field.strip().replace("\n", LINE_BREAK).replaceAll("[\\p{Cntrl}&&[^\u001e]]", " "))
                .collect(Collectors.joining(FIELD, kind + FIELD, "\n")));
    }
}
