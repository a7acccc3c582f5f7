package dev.understudy.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;
import org.sqlite.SQLiteDataSource;

/**
 * The database. Writes of all threads go through one writer, which commits what is waiting together: a write that returned
 * is on disk. Reads run beside it, each on a consistent state. Several processes may hold the same file open.
 *
 * <p>Thread-safe. All failures are {@link StoreException}s, except those that the given work throws itself.
 */
public final class Store implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Path db;
    private final HikariDataSource readers;
    private final Jdbi reading;
    private final Writer writer;

    private Store(Path db, HikariDataSource readers, Writer writer) {
        this.db = db;
        this.readers = readers;
        this.reading = Jdbi.create(readers);
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
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("understudy-store-readers");
        pool.setDataSource(sqlite.dataSource(SqliteFile.Access.READ));
        pool.setConnectionInitSql("PRAGMA query_only = ON");
        pool.setMaximumPoolSize(6);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(Math.max(1_000, patience.toMillis() * 2));
        SQLiteDataSource writing = sqlite.dataSource(SqliteFile.Access.WRITE);
        try {
            Writer writer = Writer.start(file, writing);
            try {
                return new Store(file, new HikariDataSource(pool), writer);
            } catch (RuntimeException e) {
                writer.close();
                throw e;
            }
        } catch (RuntimeException e) {
            throw Failures.translated(file, e);
        }
    }

    /** Where the database is; absolute. */
    public Path path() {
        return db;
    }

    /** What the work answers, on a state that no later write touches. The handle refuses writes. */
    public <T> T read(Work<T> work) {
        if (readers.isClosed()) {
            throw closed();
        }
        try {
            return reading.inTransaction(work::on);
        } catch (RuntimeException e) {
            throw Failures.translated(db, e);
        }
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

    private StoreException closed() {
        return StoreException.of(StoreException.Reason.CLOSED, db, "it is closed", "open it again", null);
    }
}
