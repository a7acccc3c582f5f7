package dev.understudy.archive;

import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.redaction.Redactor;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session from what others recorded. It never counts as evidence: its second event is a gap {@value #GAP}, as
 * nobody saw which programs ran.
 */
final class Import implements Closeable {
    static final String GAP = "imported";

    private final Spool spool;
    private final Redactor redactor;
    private Instant last;
    private int commands;

    private Import(Spool spool, Redactor redactor, Instant began) {
        this.spool = spool;
        this.redactor = redactor;
        this.last = began;
    }

    static Import begin(Path dir, String source, String format, Instant began, Redactor redactor) throws IOException {
        Spool spool = Spool.create(dir);
        String name = String.valueOf(dir.toAbsolutePath().normalize().getFileName());
        String operator = System.getProperty("user.name", "unknown");
        spool.append(seq -> new SessionStarted(
                seq, began, name, "imported-" + name, "", "", "", operator, "unknown", Map.of(), false));
        spool.append(seq -> new GapFound(
                seq,
                began,
                GAP,
                "taken in from " + redactor.redact(source) + " (" + format
                        + "): which programs ran was not recorded, so this session never counts"));
        return new Import(spool, redactor, began);
    }

    SessionFolder folder() {
        return spool.folder();
    }

    int commands() {
        return commands;
    }

    /**
     * @param exit null where the source does not tell it: then the command has no end, and no output
     * @param output redacted
     */
    void command(Instant at, String typed, @Nullable Integer exit, Output output, @Nullable Instant ended) {
        int number = ++commands;
        String redacted = redactor.redact(typed);
        spool.append(seq -> new CommandStarted(seq, at, number, redacted, "", null));
        last = at;
        if (exit != null && ended != null) {
            spool.append(seq -> new CommandFinished(seq, ended, number, exit, output));
            last = ended;
        }
    }

    /** @param exit of the shell; 0 where the source does not tell it */
    void end(int exit) {
        spool.append(seq -> new SessionEnded(seq, last, exit, true));
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
