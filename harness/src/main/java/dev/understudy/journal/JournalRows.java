package dev.understudy.journal;

import dev.understudy.action.Action;
import dev.understudy.operation.Mode;
import dev.understudy.store.Conditions;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Words;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/** The journal's entries as rows. */
final class JournalRows {
    /** So many operations fit into each microsecond; further ones take the numbers of the next. */
    static final long NUMBERS_A_MICROSECOND = 1024;

    /** Within this, numbers need not go by time. */
    static final long SAME_TIME_MICROS = 1_000;

    private JournalRows() {}

    private static final String COLUMNS =
            "INTO operation (number, run, sequence, after, activity_type, activity_id, kind,"
                    + " workflow_id, workflow_type, verb, object, action, mode, target, step, salt, payload, published_at, attempts,"
                    + " resolution, origin, input, words, fidelity, detail, result, resolved_at) VALUES (:number, :run, :sequence,"
                    + " :after, :activityType, :activityId, :kind, :workflowId, :workflowType, :verb, :object, :action, :mode,"
                    + " :target, :step, :salt, :payload, :publishedAt, 1, :resolution, :origin, :input, :words, :fidelity, :detail,"
                    + " :result, :resolvedAt)";

    /**
     * At the first number of its time.
     *
     * @param outcome null where nothing is known yet
     * @return false, and nothing is done, where that number is taken, or the run has the operation
     */
    static boolean insert(Handle handle, ReachedOperation operation, @Nullable Outcome outcome) {
        long number = Micros.of(operation.publishedAt()) * NUMBERS_A_MICROSECOND;
        try (Update insert = handle.createUpdate("INSERT " + COLUMNS + " ON CONFLICT DO NOTHING")) {
            return bound(insert, number, operation, null, null, outcome).execute() == 1;
        }
    }

    static void insertAtFreeNumber(Handle handle, ReachedOperation operation) {
        insert(handle, operation, null, null);
    }

    static void insert(Handle handle, ReachedOperation operation, @Nullable String origin, @Nullable String input) {
        long number = number(handle, Micros.of(operation.publishedAt()));
        try (Update insert = handle.createUpdate("INSERT " + COLUMNS)) {
            bound(insert, number, operation, origin, input, null).execute();
        }
    }

    private static Update bound(
            Update insert,
            long number,
            ReachedOperation operation,
            @Nullable String origin,
            @Nullable String input,
            @Nullable Outcome outcome) {
        String action = Json.write(operation.action());
        Resolution begun = operation.begins();
        return outcome(insert, outcome)
                .bind("number", number)
                .bind("origin", origin)
                .bind(
                        "words",
                        Words.of(
                                operation.activityType(),
                                action,
                                operation.target(),
                                operation.workflowId(),
                                input,
                                outcome == null ? null : outcome.detail()))
                .bind("input", input)
                .bind("run", operation.run())
                .bind("sequence", operation.sequence())
                .bind("after", operation.after())
                .bind("activityType", operation.activityType())
                .bind("activityId", operation.activityId())
                .bind("kind", operation.kind().name())
                .bind("workflowId", operation.workflowId())
                .bind("workflowType", operation.workflowType())
                .bind("verb", operation.action().operation())
                .bind("object", operation.action().object())
                .bind("action", action)
                .bind("mode", operation.mode().name())
                .bind("target", operation.target())
                .bind("step", operation.step())
                .bind("salt", operation.salt())
                .bind("payload", operation.payload())
                .bind("publishedAt", Micros.of(operation.publishedAt()))
                .bind("resolution", (outcome == null ? begun : outcome.resolution()).name());
    }

    private static Update outcome(Update update, @Nullable Outcome outcome) {
        Fidelity fidelity = outcome == null ? null : outcome.fidelity();
        return update.bind("fidelity", fidelity == null ? null : fidelity.name())
                .bind("detail", outcome == null ? null : outcome.detail())
                .bind("result", outcome == null ? null : outcome.result())
                .bind("resolvedAt", outcome == null ? null : Long.valueOf(Micros.of(outcome.at())));
    }

    /** The first number that is free at its time: they go by time, so that the latest are found without sorting. */
    private static long number(Handle handle, long publishedAt) {
        long first = publishedAt * NUMBERS_A_MICROSECOND;
        return handle.createQuery(
                        "SELECT CASE WHEN EXISTS (SELECT 1 FROM operation WHERE number = :first) THEN"
                                + " (SELECT max(number) + 1 FROM operation WHERE number BETWEEN :first AND :last) ELSE :first END")
                .bind("first", first)
                .bind("last", first + NUMBERS_A_MICROSECOND * SAME_TIME_MICROS)
                .mapTo(Long.class)
                .one();
    }

    static void attempt(Handle handle, JournalEntry entry, Resolution resolution) {
        handle.createUpdate("UPDATE operation SET attempts = attempts + 1, resolution = :resolution"
                        + " WHERE run = :run AND sequence = :sequence")
                .bind("resolution", resolution.name())
                .bind("run", entry.run())
                .bind("sequence", entry.sequence())
                .execute();
    }

    /** @return false, and nothing is done, where there is no operation that may become this now */
    static boolean resolveNext(Handle handle, String run, long sequence, Outcome outcome) {
        try (Update update = handle.createUpdate("UPDATE operation SET resolution = :resolution, fidelity = :fidelity,"
                + " detail = :detail, result = :result, resolved_at = :resolvedAt, words = words || :pairs"
                + " WHERE run = :run AND sequence = :sequence AND resolution IN " + before(outcome.resolution()))) {
            return outcome(update, outcome)
                            .bind("pairs", Words.pairs(outcome.detail()))
                            .bind("resolution", outcome.resolution().name())
                            .bind("run", run)
                            .bind("sequence", sequence)
                            .execute()
                    == 1;
        }
    }

    /** Those that may become this one, as a list of SQL. */
    private static String before(Resolution resolution) {
        return Arrays.stream(Resolution.values())
                .filter(from -> from.next().contains(resolution))
                .map(from -> "'" + from.name() + "'")
                .collect(Collectors.joining(", ", "(", ")"));
    }

    static Optional<JournalEntry> find(Handle handle, String run, long sequence) {
        Conditions conditions =
                new Conditions().and("run = :run", "run", run).and("sequence = :sequence", "sequence", sequence);
        return list(handle, conditions, "sequence", 1).stream().findFirst();
    }

    static Optional<JournalEntry> find(Handle handle, String run, String activityId, Kind kind) {
        Conditions conditions = new Conditions()
                .and("run = :run", "run", run)
                .and("activity_id = :activityId", "activityId", activityId)
                .and("kind = :kind", "kind", kind);
        return list(handle, conditions, "sequence", 1).stream().findFirst();
    }

    static List<JournalEntry> list(Handle handle, Conditions conditions, String order, int limit) {
        return entries(
                conditions.bind(handle.createQuery(
                        "SELECT * FROM operation" + conditions.where() + " ORDER BY " + order + " LIMIT :limit")),
                limit);
    }

    static List<JournalEntry> entries(Query query, int limit) {
        return query.bind("limit", limit).map((row, context) -> entry(row)).list();
    }

    private static JournalEntry entry(ResultSet row) throws SQLException {
        String fidelity = row.getString("fidelity");
        long resolvedAt = row.getLong("resolved_at");
        boolean resolved = !row.wasNull();
        return new JournalEntry(
                operation(row),
                row.getInt("attempts"),
                Resolution.valueOf(row.getString("resolution")),
                fidelity == null ? null : Fidelity.valueOf(fidelity),
                row.getString("detail"),
                row.getString("result"),
                resolved ? Micros.instant(resolvedAt) : null,
                row.getString("origin"),
                row.getString("input"));
    }

    private static ReachedOperation operation(ResultSet row) throws SQLException {
        return new ReachedOperation(
                row.getString("run"),
                row.getLong("sequence"),
                row.getLong("after"),
                row.getString("activity_type"),
                row.getString("activity_id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("workflow_id"),
                row.getString("workflow_type"),
                Json.read(row.getString("action"), Action.class),
                Mode.valueOf(row.getString("mode")),
                row.getString("target"),
                row.getString("step"),
                row.getString("salt"),
                row.getString("payload"),
                Micros.instant(row.getLong("published_at")));
    }
}
