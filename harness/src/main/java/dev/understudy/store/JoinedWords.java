package dev.understudy.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;

/** Schema 11: operations that were stored before are found by what names join, as {@link Words} has it. */
final class JoinedWords implements JavaMigration {
    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("11");
    }

    @Override
    public String getDescription() {
        return "joined words";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) throws SQLException {
        Connection connection = context.getConnection();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT number, activity_type, action, target, workflow_id, input, detail FROM operation");
                PreparedStatement update =
                        connection.prepareStatement("UPDATE operation SET words = ? WHERE number = ?")) {
            while (rows.next()) {
                update.setString(
                        1,
                        Words.of(
                                rows.getString("activity_type"),
                                rows.getString("action"),
                                rows.getString("target"),
                                rows.getString("workflow_id"),
                                rows.getString("input"),
                                rows.getString("detail")));
                update.setLong(2, rows.getLong("number"));
                update.executeUpdate();
            }
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO operation_text (operation_text) VALUES ('rebuild')");
        }
    }
}
