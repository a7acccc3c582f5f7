package dev.understudy.store;

import dev.understudy.store.StoreException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The database's file: looks before it touches, so that a file that is not ours, or of a newer version, stays as it is. */
final class SqliteFile {
    /** The version of the newest migration: in {@code migration/}, or {@link JoinedWords}. */
    static final int SCHEMA = 11;

    /** Negative means kibibytes. Large enough for the tops of all indexes of a journal of millions. */
    private static final int WRITERS_CACHE = -32_768;

    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);

    private final Path db;
    private final Duration patience;

    SqliteFile(Path db, Duration patience) {
        this.db = db;
        this.patience = patience;
    }

    enum Access {
        READ,
        WRITE
    }

    /** Brings the file to the schema of this version; refuses, without a byte written, what it must not touch. */
    void prepare() {
        int schema = present();
        if (schema > SCHEMA) {
            throw StoreException.of(
                    Reason.NEWER_SCHEMA,
                    db,
                    "a newer version of Understudy wrote it (schema " + schema + "; this version knows " + SCHEMA + ")",
                    "use that version, or name another file with --db",
                    null);
        }
        if (schema < SCHEMA) {
            migrate();
        }
    }

    SQLiteDataSource dataSource(Access access) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) patience.toMillis());
        config.enforceForeignKeys(true);
        if (access == Access.WRITE) {
            config.setCacheSize(WRITERS_CACHE);
            config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        }
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + db);
        return source;
    }

    /** The schema's version of what is there; 0 where nothing is. */
    private int present() {
        try {
            if (!Files.exists(db) || Files.isRegularFile(db) && Files.size(db) == 0) {
                makeEmpty();
                return 0;
            }
            if (!Files.isRegularFile(db) || !startsWithMagic()) {
                throw Failures.notADatabase(db, new IOException("no SQLite header"));
            }
            if (!Files.isWritable(db) || !anyoneMayWrite()) {
                throw Failures.readOnly(db, new IOException("no permission to write"));
            }
        } catch (IOException e) {
            throw StoreException.of(
                    Reason.UNREACHABLE,
                    db,
                    "it cannot be opened: " + e,
                    "check the path and its permissions, or name another with --db",
                    e);
        }
        return schemaOf();
    }

    private void makeEmpty() throws IOException {
        Path folder = db.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (!Files.exists(db)) {
            Files.createFile(db);
        }
        ownersAlone(db);
    }

    private boolean startsWithMagic() throws IOException {
        try (InputStream in = Files.newInputStream(db)) {
            return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
        }
    }

    /** Asked beside {@code isWritable}, which is always true for root: a file that nobody may write was made so on purpose. */
    private boolean anyoneMayWrite() throws IOException {
        try {
            return Files.getPosixFilePermissions(db).stream()
                    .anyMatch(permission -> permission.name().endsWith("_WRITE"));
        } catch (UnsupportedOperationException e) {
            return true;
        }
    }

    private int schemaOf() {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) patience.toMillis());
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + db);
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            int tables = number(statement, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
            int ours = number(statement, "SELECT count(*) FROM sqlite_master WHERE name = 'flyway_schema_history'");
            int known = number(
                    statement,
                    "SELECT count(*) FROM sqlite_master WHERE name IN ('run', 'audit_entry', 'session_event')");
            if (tables == 0) {
                return 0;
            }
            if (ours == 0 || known < 3) {
                throw StoreException.of(
                        Reason.ANOTHER_DATABASE,
                        db,
                        "it is the database of another program",
                        "name another file with --db",
                        null);
            }
            return number(
                    statement, "SELECT max(CAST(version AS INTEGER)) FROM flyway_schema_history WHERE success = 1");
        } catch (SQLException e) {
            throw Failures.translated(db, new IllegalStateException(e));
        }
    }

    private static int number(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private void migrate() {
        try {
            Flyway.configure()
                    .dataSource(dataSource(Access.WRITE))
                    .locations(
                            "classpath:dev/understudy/store/migration/common",
                            "classpath:dev/understudy/store/migration/sqlite")
                    .javaMigrations(new JoinedWords())
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            RuntimeException translated = Failures.translated(db, e);
            throw translated instanceof StoreException known
                    ? known
                    : StoreException.of(
                            Reason.UNREACHABLE,
                            db,
                            "its schema cannot be brought to version " + SCHEMA + ": "
                                    + String.valueOf(e.getMessage())
                                            .lines()
                                            .findFirst()
                                            .orElse(""),
                            "restore a backup, or name another file with --db",
                            e);
        }
    }

    static void ownersAlone(Path file) throws IOException {
        try {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        } catch (UnsupportedOperationException e) {
            // No POSIX permissions on this file system: its folder decides who may read.
        }
    }
}
