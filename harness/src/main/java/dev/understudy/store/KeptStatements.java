package dev.understudy.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jdbi.v3.core.statement.DefaultStatementBuilder;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Keeps the statements of one connection prepared: to prepare an insert, with its triggers, costs SQLite more than to execute it.
 * A statement that is in use is not given away a second time. Not thread-safe, as its connection.
 */
final class KeptStatements extends DefaultStatementBuilder {
    private static final int MOST = 200;

    /** Those that nobody uses, the one that was used longest ago first. */
    private final Map<String, PreparedStatement> idle = new LinkedHashMap<>();

    /** Their SQL as it was prepared; Jdbi gives back what it was asked for, with its own names for the values. */
    private final Map<Statement, String> inUse = new IdentityHashMap<>();

    @Override
    public PreparedStatement create(Connection connection, String sql, StatementContext context) throws SQLException {
        if (context.isReturningGeneratedKeys()) {
            return super.create(connection, sql, context);
        }
        PreparedStatement kept = idle.remove(sql);
        PreparedStatement given = kept == null ? super.create(connection, sql, context) : kept;
        inUse.put(given, sql);
        return given;
    }

    @Override
    public void close(Connection connection, String asked, Statement statement) throws SQLException {
        String sql = inUse.remove(statement);
        if (sql == null
                || !(statement instanceof PreparedStatement prepared)
                || prepared.isClosed()
                || idle.containsKey(sql)) {
            statement.close();
            return;
        }
        prepared.clearParameters();
        prepared.clearBatch();
        idle.put(sql, prepared);
        if (idle.size() > MOST) {
            String oldest = idle.keySet().iterator().next();
            PreparedStatement unused = idle.remove(oldest);
            if (unused != null) {
                unused.close();
            }
        }
    }

    @Override
    public void close(Connection connection) {
        idle.values().forEach(KeptStatements::closeQuietly);
        idle.clear();
        inUse.clear();
    }

    private static void closeQuietly(Statement statement) {
        try {
            statement.close();
        } catch (SQLException e) {
            // The connection that is closed next closes it as well.
        }
    }
}
