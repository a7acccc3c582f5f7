package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandForm;
import dev.understudy.runbook.CommandKind;
import org.jspecify.annotations.Nullable;

/** A command as it was found, before its placeholders are known. */
record FoundCommand(
        int line,
        String text,
        CommandForm form,
        CommandKind kind,
        @Nullable String expected) {
    FoundCommand withExpected(String output) {
        return new FoundCommand(line, text, form, kind, expected == null ? output : expected + "\n" + output);
    }
}
