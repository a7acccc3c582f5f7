package dev.understudy.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * How much of a spool a server said that it stored. Only a hint that saves sending again what is stored: the server's
 * answers decide, so that a lost or old marker costs time and never an event.
 *
 * @param server the server's address
 * @param seq all events up to this one are stored there
 */
public record Acknowledged(String server, long seq) {
    /** What the marker says of {@code server}; 0 where there is none, it is unreadable, or it speaks of another server. */
    public static long read(SessionFolder folder, String server) {
        try {
            Acknowledged marker =
                    EventJson.mapper().readValue(Files.readString(folder.acknowledged()), Acknowledged.class);
            return marker.server.equals(server) ? marker.seq : 0;
        } catch (JsonProcessingException | NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Replaces the marker atomically. */
    public void write(SessionFolder folder) throws IOException {
        byte[] text = (EventJson.mapper().writeValueAsString(this) + "\n").getBytes(StandardCharsets.UTF_8);
        Path temporary =
                folder.dir().resolve("acknowledged." + ProcessHandle.current().pid() + ".tmp");
        try (FileChannel out = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap(text));
        }
        Files.move(temporary, folder.acknowledged(), StandardCopyOption.ATOMIC_MOVE);
    }
}
