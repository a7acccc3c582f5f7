package dev.understudy.rulebook;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import dev.understudy.rule.Rule;
import dev.understudy.rule.RuleScope;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Versions of rules as rows. */
final class RuleRows {
    private RuleRows() {}

    /** By rule in the order in which they were first made, and then by version. */
    static List<StoredRule> all(Handle handle) {
        return handle.createQuery("SELECT * FROM rule_version ORDER BY number, version")
                .map((row, context) -> rule(row))
                .list();
    }

    static String nextId(Handle handle) {
        return "rule-"
                + handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM rule_version")
                        .mapTo(Integer.class)
                        .one();
    }

    static void insert(Handle handle, StoredRule stored) {
        Rule rule = stored.rule();
        handle.createUpdate("INSERT INTO rule_version (rule, number, version, state, scope, reason, author,"
                        + " confirmed_by, made_at, ends_at) VALUES (:rule, :number, :version, :state, :scope, :reason,"
                        + " :author, :confirmedBy, :madeAt, :endsAt)")
                .bind("rule", rule.id())
                .bind("number", Integer.parseInt(rule.id().substring("rule-".length())))
                .bind("version", rule.version())
                .bind("state", stored.state().name())
                .bind("scope", Json.write(rule.scope()))
                .bind("reason", rule.reason())
                .bind("author", rule.author())
                .bind("confirmedBy", rule.confirmedBy())
                .bind("madeAt", Micros.of(rule.madeAt()))
                .bind("endsAt", Micros.of(rule.ends()))
                .execute();
    }

    /** What any version of the rule hides, by the runs' start. */
    static List<HiddenDivergence> hidden(Handle handle, String rule) {
        return handle.createQuery("SELECT d.run, d.id, d.kind, d.severity, d.title FROM rule_use u"
                        + " JOIN divergence d ON d.run = u.run AND d.id = u.divergence JOIN run r ON r.id = d.run"
                        + " WHERE u.rule LIKE :rule ORDER BY r.started_at, d.run, d.number")
                .bind("rule", rule + " v%")
                .map((row, context) -> new HiddenDivergence(
                        row.getString("run"),
                        row.getString("id"),
                        DivergenceKind.valueOf(row.getString("kind")),
                        Severity.valueOf(row.getString("severity")),
                        row.getString("title")))
                .list();
    }

    private static StoredRule rule(ResultSet row) throws SQLException {
        return new StoredRule(
                new Rule(
                        row.getString("rule"),
                        row.getInt("version"),
                        Json.read(row.getString("scope"), RuleScope.class),
                        row.getString("reason"),
                        row.getString("author"),
                        row.getString("confirmed_by"),
                        Micros.instant(row.getLong("made_at")),
                        Micros.instant(row.getLong("ends_at"))),
                RuleState.valueOf(row.getString("state")));
    }
}
