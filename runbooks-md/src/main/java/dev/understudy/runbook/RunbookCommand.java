package dev.understudy.runbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One command as the author wrote it: a template that the operator fills in and types.
 *
 * @param line the line of the file, from 1, on which it begins
 * @param text without prompt and without the indentation of its list item; several lines where it continues
 * @param form how the document holds it
 * @param kind who reads it
 * @param placeholders in order of their first occurrence, each once
 * @param expected the output that the author shows for it; null where none is shown
 */
public record RunbookCommand(
        int line,
        String text,
        CommandForm form,
        CommandKind kind,
        List<Placeholder> placeholders,
        @Nullable String expected) {
    public RunbookCommand {
        placeholders = List.copyOf(placeholders);
    }
}
