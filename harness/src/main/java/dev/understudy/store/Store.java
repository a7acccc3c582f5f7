package dev.understudy.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The database. Writes of all threads go through one writer, which commits what is waiting together: a write that returned
 * is on disk. Reads run beside it, each on a consistent state. Several processes may hold the same file open.
 *
 * <p>Thread-safe. All failures are {@link StoreException}s, except those that the given work throws itself.
 */
public final class Store implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path db;
    private final Readers readers;
    private final Writer writer;

    private Store(Path db, Readers readers, Writer writer) {
        this.db = db;
        this.readers = readers;
        this.writer = writer;
    }

    /** Opens the database, and makes or migrates it where needed. Missing folders are made; the file is its owner's alone. */
    public static Store open(Path db) {
        return open(db, PATIENCE);
    }

    /** @param patience how long to wait for a lock that another process holds */
    public static Store open(Path db, Duration patience) {
        Path file = db.toAbsolutePath().normalize();
        SqliteFile sqlite = new SqliteFile(file, patience);
        sqlite.prepare();
        try {
            Readers readers = new Readers(db, sqlite.dataSource(SqliteFile.Access.READ), patience.multipliedBy(2));
            return new Store(file, readers, Writer.start(file, sqlite.dataSource(SqliteFile.Access.WRITE)));
        } catch (RuntimeException e) {
            throw Failures.translated(file, e);
        }
    }

    /** Where the database is; absolute. */
    public Path path() {
        return db;
    }

    /**
     * What the work answers, on a state that no later write touches. The handle refuses writes. Within another {@code read} on
     * the same thread it joins that one, and so sees the same state.
     */
    public <T> T read(Work<T> work) {
        return readers.read(work);
    }

    /**
     * Does the work in a transaction of its own, all or nothing, and returns once it is on disk. An exception of the work
     * undoes it and reaches the caller. Within another {@code write} on the same thread it joins that one. An interrupt does
     * not cut it short; the thread's interrupt flag is kept.
     */
    public <T> T write(Work<T> work) {
        return writer.write(work);
    }

    /** Writes a whole, consistent copy, while others go on reading and writing. The copy must not exist yet. */
    public void backup(Path copy) {
        Path to = copy.toAbsolutePath().normalize();
        if (Files.exists(to)) {
            throw StoreException.of(
                    StoreException.Reason.UNREACHABLE,
                    db,
                    "no backup to " + to + ": it exists",
                    "name a new file",
                    null);
        }
        Backup.write(db, to);
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
    }
}
