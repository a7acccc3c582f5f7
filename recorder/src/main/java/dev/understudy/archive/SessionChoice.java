package dev.understudy.archive;

import dev.understudy.spool.DamagedSpoolException;
import dev.understudy.spool.SessionFolder;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Which session a command is about. */
final class SessionChoice {
    private SessionChoice() {}

    /** @throws ArchiveFailure where there is none of that name */
    static SessionFolder find(String name) throws IOException {
        try {
            return SessionFolder.find(name, root());
        } catch (NoSuchFileException e) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, e.getFile() + " " + e.getReason());
        } catch (InvalidPathException e) {
            throw new ArchiveFailure(ArchiveFailure.USAGE, "\"" + name + "\" cannot be a session's name");
        }
    }

    /** @throws ArchiveFailure where there is none of that name, or its spool is damaged */
    static RecordedSession read(String name) throws IOException {
        try {
            return RecordedSession.read(find(name));
        } catch (DamagedSpoolException e) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    static Path root() {
        return SessionFolder.root(System.getenv());
    }
}
