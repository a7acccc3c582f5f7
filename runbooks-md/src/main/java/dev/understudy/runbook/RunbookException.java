package dev.understudy.runbook;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A runbook, or the settings for runbooks, that cannot be read: the mistake of the one who wrote it, or of the one who named
 * the file. The message says the file, the line where there is one, what is wrong and what to do.
 */
public final class RunbookException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String file;
    private final int line;

    public RunbookException(String file, int line, String message) {
        this(file, line, message, null);
    }

    public RunbookException(String file, int line, String message, @Nullable Throwable cause) {
        super(line > 0 ? file + ":" + line + ": " + message : file + ": " + message, cause);
        this.file = file;
        this.line = line;
    }

    public String file() {
        return file;
    }

    /** The line of the file, from 1; 0 where the whole file is meant. */
    public int line() {
        return line;
    }
}
