package dev.understudy.journal;

import dev.understudy.store.Conditions;
import dev.understudy.store.Micros;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Finds operations by what is known of them. */
final class JournalSearch {
    /** What the index of words takes for a word, see its migration. */
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{N}\\p{Co}_]+");

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
        column("activity_type", query.activityType()).ifPresent(terms::add);
        column("target", query.target()).ifPresent(terms::add);
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

    /** The words of a column, so that the index itself narrows what has both; that it is equal is asked besides. */
    private static Optional<String> column(String name, @Nullable String value) {
        return value == null ? Optional.empty() : phrase(value).map(phrase -> name + " : \"" + phrase + "\"");
    }

    /** One phrase for each word; empty where a word has no letter and no digit, for then nothing has it. */
    private static Optional<List<String>> phrases(String text) {
        List<String> phrases = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            Optional<String> phrase = phrase(word);
            if (phrase.isEmpty()) {
                return Optional.empty();
            }
            phrases.add(phrase.get());
        }
        return Optional.of(phrases);
    }

    private static Optional<String> phrase(String word) {
        String tokens = TOKEN.matcher(word.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.joining(" "));
        return tokens.isEmpty() ? Optional.empty() : Optional.of(tokens);
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
