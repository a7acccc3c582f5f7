package dev.understudy.archive;

import dev.understudy.recording.Output;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A bash history with timestamps ({@code HISTTIMEFORMAT} was set): {@code #SECONDS} before each, maybe long, command. */
final class HistoryImport {
    private record Entry(Instant at, String typed) {}

    private HistoryImport() {}

    /** The number of commands. Nothing is written where the file cannot be understood. */
    static int into(Path dir, Path file, Redactor redactor) throws IOException {
        List<Entry> entries = read(file);
        try (Import session = Import.begin(dir, file.toString(), "bash history", entries.get(0).at, redactor)) {
            entries.forEach(entry -> session.command(entry.at, entry.typed, null, Output.NONE, null));
            session.end(0);
            return session.commands();
        }
    }

    private static List<Entry> read(Path file) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Instant at = null;
        StringBuilder typed = new StringBuilder();
        int number = 0;
        String all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        for (String line : all.split("\n", -1)) {
            number++;
            if (line.matches("#\\d{9,11}")) {
                if (at != null && typed.length() > 0) {
                    entries.add(new Entry(at, typed.toString()));
                }
                at = Instant.ofEpochSecond(Long.parseLong(line.substring(1)));
                typed.setLength(0);
            } else if (at != null) {
                typed.append(typed.length() == 0 ? "" : "\n").append(line);
            } else if (!line.isBlank()) {
                throw new ArchiveFailure(
                        ArchiveFailure.CONFIGURATION,
                        file + " line " + number
                                + " has no timestamp before it (#1700000000): when it ran is not known. "
                                + "bash writes them once HISTTIMEFORMAT is set");
            }
        }
        if (at != null && typed.toString().strip().length() > 0) {
            entries.add(new Entry(at, typed.toString().stripTrailing()));
        }
        if (entries.isEmpty()) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, file + " holds no command");
        }
        return entries;
    }
}
