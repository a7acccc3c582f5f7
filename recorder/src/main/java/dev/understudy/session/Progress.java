package dev.understudy.session;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * How far a recorder came, kept in the runtime folder for the one that comes after it.
 *
 * @param session the session's name
 * @param seq the last event that was written
 * @param journal how far the journal was read
 * @param terminal how far the terminal's log was read
 * @param requests how far the proxy's requests were read
 * @param shell the shell's process
 * @param holder the process that holds the terminal
 * @param line the last typed line, by the shell's count
 * @param command the last command
 * @param history the number of the next line of the shell's history
 * @param step the step that the operator declared; null where none was
 * @param keepRun whether the end of the shell leaves the run open
 * @param complete whether nothing was under way, so that nothing is missed by going on from here
 */
record Progress(
        String session,
        long seq,
        long journal,
        long terminal,
        long requests,
        long shell,
        long holder,
        int line,
        int command,
        long history,
        @Nullable String step,
        boolean keepRun,
        boolean complete) {

    static @Nullable Progress read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return json().readValue(Files.readString(file), Progress.class);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    /** Where the folder was removed, there is nobody who could go on. */
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            return;
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, json().writeValueAsString(this));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static ObjectMapper json() {
        return EventJson.mapper();
    }
}
