package dev.understudy.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The folder of one session (mode 0700) and the names of the files in it (mode 0600).
 *
 * @param dir the folder itself
 */
public record SessionFolder(Path dir) {
    /** The spool: one event a line, see {@link dev.understudy.recording.EventJson}. */
    public Path events() {
        return dir.resolve("events.ndjson");
    }

    /** The terminal as it was seen, redacted: asciicast v3. */
    public Path cast() {
        return dir.resolve("session.cast");
    }

    /** How far which server has stored the spool, see {@link Acknowledged}. */
    public Path acknowledged() {
        return dir.resolve("acknowledged");
    }

    /** Locked while a recorder writes the spool. */
    public Path lock() {
        return dir.resolve("lock");
    }

    /** {@code ${XDG_STATE_HOME:-~/.local/state}/understudy/sessions}: a folder for each session, named by the session. */
    public static Path root(Map<String, String> environment) {
        String state = environment.getOrDefault("XDG_STATE_HOME", "");
        Path base = state.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")), ".local", "state")
                : Path.of(state);
        return base.resolve("understudy").resolve("sessions");
    }

    /** All sessions below {@code root}, those begun last first. None where there is no such folder. */
    public static List<SessionFolder> list(Path root) throws IOException {
        List<SessionFolder> found = new ArrayList<>();
        if (!Files.isDirectory(root)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            for (Path entry : entries) {
                SessionFolder folder = new SessionFolder(entry);
                if (Files.isRegularFile(folder.events())) {
                    found.add(folder);
                }
            }
        }
        found.sort(Comparator.comparing(SessionFolder::begun).reversed().thenComparing(f -> f.dir.toString()));
        return found;
    }

    /**
     * The session that {@code name} means: a session's folder, a folder that holds sessions (the one begun last), or the
     * name of a session below {@code root}.
     *
     * @throws NoSuchFileException where there is none; its message is fit for an operator
     */
    public static SessionFolder find(String name, Path root) throws IOException {
        Path path = Path.of(name);
        if (Files.isDirectory(path)) {
            SessionFolder folder = new SessionFolder(path);
            if (Files.isRegularFile(folder.events())) {
                return folder;
            }
            List<SessionFolder> inside = list(path);
            if (!inside.isEmpty()) {
                return inside.get(0);
            }
            throw new NoSuchFileException(name, null, "holds no session: there is no events.ndjson in it");
        }
        SessionFolder named = new SessionFolder(root.resolve(name));
        if (Files.isRegularFile(named.events())) {
            return named;
        }
        throw new NoSuchFileException(
                name, null, "is neither a folder nor a session in " + root + "; `understudy session list` shows them");
    }

    /**
     * Whether a recorder writes the session now. Never ask it of a session that this process writes itself: asking would
     * give up its lock.
     */
    public boolean isBeingRecorded() throws IOException {
        if (!Files.isRegularFile(lock())) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lock(), StandardOpenOption.WRITE);
                FileLock mine = channel.tryLock()) {
            return mine == null;
        }
    }

    /** Makes the folder (and those above it) where it is missing. */
    void make() throws IOException {
        Path parent = dir.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (!Files.isDirectory(dir)) {
            Files.createDirectory(
                    dir, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));
    }

    private long begun() {
        try {
            Object created = Files.getAttribute(events(), "creationTime");
            return created instanceof java.nio.file.attribute.FileTime time ? time.toMillis() : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
