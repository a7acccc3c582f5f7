package dev.understudy.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Copies a database while it is in use. */
final class Backup {
    private Backup() {}

    /** The copy appears under its name only when it is whole. */
    static void write(Path db, Path to) {
        Path part = to.resolveSibling(to.getFileName() + ".part");
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + db);
        try {
            Files.deleteIfExists(part);
            try (Connection connection = source.getConnection();
                    PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, part.toString());
                vacuum.execute();
            }
            SqliteFile.ownersAlone(part);
            Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (SQLException e) {
            throw Failures.translated(db, new IllegalStateException(e));
        } catch (IOException e) {
            throw StoreException.of(
                    StoreException.Reason.UNREACHABLE,
                    db,
                    "the backup " + to + " cannot be written: " + e.getMessage(),
                    "name another place",
                    e);
        }
    }
}
