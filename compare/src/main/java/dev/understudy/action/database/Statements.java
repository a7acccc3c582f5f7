package dev.understudy.action.database;

import dev.understudy.action.Effect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** SQL and CQL by their first words: enough to tell a question from a change, and where not, unknown. */
final class Statements {
    private static final Set<String> READS = Set.of(
            "select", "show", "describe", "desc", "explain", "values", "table", "help", "list", "checkpoint-info");
    private static final Set<String> SETTINGS = Set.of(
            "set", "reset", "begin", "commit", "start", "end", "use", "consistency", "paging", "expand", "tracing");
    private static final Set<String> WRITES = Set.of(
            "insert",
            "update",
            "merge",
            "upsert",
            "create",
            "alter",
            "grant",
            "revoke",
            "analyze",
            "vacuum",
            "reindex",
            "cluster",
            "refresh",
            "checkpoint",
            "comment",
            "notify",
            "lock",
            "replace",
            "rename",
            "optimize",
            "flush",
            "change");
    private static final Set<String> DESTRUCTIVE =
            Set.of("delete", "drop", "truncate", "purge", "kill", "stop", "rollback", "discard");
    private static final List<String> CALLS_THAT_WRITE = List.of(
            "pg_terminate_backend",
            "pg_cancel_backend",
            "pg_reload_conf",
            "pg_promote",
            "pg_switch_wal",
            "pg_drop_",
            "pg_create_",
            "pg_rotate_logfile",
            "pg_logical_",
            "pg_wal_replay_",
            "pg_start_backup",
            "pg_stop_backup",
            "pg_backup_",
            "setval(",
            "nextval(",
            "lo_",
            "dblink",
            "pg_advisory",
            "pg_stat_reset",
            "set_config(",
            "sleep(");

    private Statements() {}

    /** Splits at semicolons that stand outside quotes, comments and dollar quotes. */
    static List<String> split(String text) {
        List<String> statements = new ArrayList<>();
        StringBuilder statement = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int end = i;
            if (c == '\'' || c == '"' || c == '`') {
                end = text.indexOf(c, i + 1);
            } else if (text.startsWith("$$", i)) {
                end = text.indexOf("$$", i + 2);
                end = end < 0 ? end : end + 1;
            } else if (text.startsWith("--", i)) {
                end = text.indexOf('\n', i);
            } else if (text.startsWith("/*", i)) {
                end = text.indexOf("*/", i);
                end = end < 0 ? end : end + 1;
            } else if (c == ';') {
                add(statements, statement);
                continue;
            }
            end = end < 0 ? text.length() - 1 : end;
            statement.append(text, i, end + 1);
            i = end;
        }
        add(statements, statement);
        return statements;
    }

    static Effect effect(String statement) {
        String text =
                statement.replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", " ").strip().toLowerCase(Locale.ROOT);
        String first = text.split("[^a-z_\\\\-]", 2)[0];
        boolean calls = CALLS_THAT_WRITE.stream().anyMatch(text::contains);
        if (DESTRUCTIVE.contains(first) || text.startsWith("alter") && text.matches("(?s).*\\bdrop\\b.*")) {
            return Effect.DESTRUCTIVE;
        }
        if (READS.contains(first)) {
            boolean analyses = first.equals("explain") && text.matches("(?s).*\\banaly[sz]e\\b.*");
            boolean into = first.equals("select") && text.matches("(?s).*\\binto\\b.*");
            return calls || into ? Effect.WRITE : analyses ? Effect.UNKNOWN : Effect.READ;
        }
        if (SETTINGS.contains(first)) {
            return text.matches("(?s)set\\s+(global|persist)\\b.*") ? Effect.WRITE : Effect.READ;
        }
        if (WRITES.contains(first)) {
            return Effect.WRITE;
        }
        // with … delete, copy, call, do: anything can be in it.
        return Effect.UNKNOWN;
    }

    private static void add(List<String> statements, StringBuilder statement) {
        if (!statement.toString().isBlank()) {
            statements.add(statement.toString().strip());
        }
        statement.setLength(0);
    }
}
