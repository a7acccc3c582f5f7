package dev.understudy.journal;

import dev.understudy.store.Conditions;
import dev.understudy.store.Micros;
import dev.understudy.store.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds operations by what is known of them. */
final class JournalSearch {
    private JournalSearch() {}

    static List<JournalEntry> run(Handle handle, JournalQuery query) {
        Conditions conditions = new Conditions()
                .and("operation.run = :run", "run", query.run())
                .and("operation.activity_type = :activityType", "activityType", query.activityType())
                .and("operation.workflow_type = :workflowType", "workflowType", query.workflowType())
                .and("operation.verb = :verb", "verb", query.verb())
                .and("operation.object = :object", "object", query.object())
                .and("operation.target = :target", "target", query.target())
                .and("operation.mode = :mode AND operation.origin IS NULL", "mode", query.mode())
                .and("operation.resolution = :resolution", "resolution", query.resolution())
                .and("operation.published_at >= :since", "since", Micros.ofNullable(query.since()))
                .and("operation.published_at < :until", "until", Micros.ofNullable(query.until()))
                .and("operation.number >= :first", "first", first(query))
                .and("operation.number < :last", "last", last(query));
        String text = query.text();
        if (text == null || text.isBlank()) {
            return JournalRows.list(handle, conditions, "number DESC", query.limit());
        }
        Optional<List<String>> phrases = phrases(text);
        if (phrases.isEmpty()) {
            return List.of();
        }
        // Whole words stream from the index, the latest first; beginnings of words are gathered before they are sorted.
        List<JournalEntry> whole = matching(handle, conditions, query, phrases.get(), "");
        return !whole.isEmpty() ? whole : matching(handle, conditions, query, phrases.get(), "*");
    }

    private static List<JournalEntry> matching(
            Handle handle, Conditions conditions, JournalQuery query, List<String> phrases, String beginning) {
        List<String> terms = new ArrayList<>();
        phrases.forEach(phrase -> terms.add("\"" + phrase + "\"" + beginning));
        // So that the index itself narrows what has both; that they are equal is asked besides.
        also(terms, query.activityType());
        also(terms, query.target());
        Conditions all = conditions.copy().and("operation_text MATCH :text", "text", String.join(" AND ", terms));
        // A run has few operations, so they are looked at one by one; else the words lead.
        String from = query.run() == null
                ? "operation_text CROSS JOIN operation ON operation.number = operation_text.rowid"
                : "operation CROSS JOIN operation_text ON operation_text.rowid = operation.number";
        String order = query.run() == null ? "operation_text.rowid" : "operation.number";
        return JournalRows.entries(
                all.bind(handle.createQuery(
                        "SELECT operation.* FROM " + from + all.where() + " ORDER BY " + order + " DESC LIMIT :limit")),
                query.limit());
    }

    private static void also(List<String> terms, @Nullable String value) {
        if (value != null) {
            Words.phrases(value).forEach(phrase -> terms.add("\"" + phrase + "\""));
        }
    }

    /** One or more for each word; empty where a word has no letter and no digit, for then nothing has it. */
    private static Optional<List<String>> phrases(String text) {
        List<String> phrases = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            List<String> some = Words.phrases(word);
            if (some.isEmpty()) {
                return Optional.empty();
            }
            phrases.addAll(some);
        }
        return Optional.of(phrases);
    }

    private static @Nullable Long first(JournalQuery query) {
        return query.since() == null ? null : Micros.of(query.since()) * JournalRows.NUMBERS_A_MICROSECOND;
    }

    private static @Nullable Long last(JournalQuery query) {
        return query.until() == null
                ? null
                : (Micros.of(query.until()) + JournalRows.SAME_TIME_MICROS) * JournalRows.NUMBERS_A_MICROSECOND;
    }
}
