package dev.understudy.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A settings file that cannot be used: the message names file, line and field, what is wrong, and what would be right. */
public final class SettingsException extends RuntimeException {
    private final Path file;
    private final int line;

    SettingsException(Path file, int line, String field, String problem, @Nullable Throwable cause) {
        super(file + (line > 0 ? ":" + line : "") + ": " + (field.isEmpty() ? "" : field + ": ") + problem, cause);
        this.file = file;
        this.line = line;
    }

    public Path file() {
        return file;
    }

    /** From 1; 0 where the file as a whole is meant. */
    public int line() {
        return line;
    }
}
