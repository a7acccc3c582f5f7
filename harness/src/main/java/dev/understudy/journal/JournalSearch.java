package dev.understudy.journal;

import dev.understudy.store.Conditions;
import dev.understudy.store.Micros;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Finds operations by what is known of them. */
final class JournalSearch {
    private static final List<String> TEXT = List.of("action", "activity_type", "target", "step", "detail");

    private JournalSearch() {}

    static List<JournalEntry> run(Handle handle, JournalQuery query) {
        Conditions conditions = new Conditions()
                .and("run = :run", "run", query.run())
                .and("activity_type = :activityType", "activityType", query.activityType())
                .and("workflow_type = :workflowType", "workflowType", query.workflowType())
                .and("verb = :verb", "verb", query.verb())
                .and("object = :object", "object", query.object())
                .and("target = :target", "target", query.target())
                .and("mode = :mode", "mode", query.mode())
                .and("resolution = :resolution", "resolution", query.resolution())
                .and("published_at >= :since", "since", Micros.ofNullable(query.since()))
                .and("published_at < :until", "until", Micros.ofNullable(query.until()));
        if (query.text() != null) {
            int number = 0;
            for (String word : query.text().toLowerCase(Locale.ROOT).trim().split("\\s+")) {
                String name = "word" + number++;
                conditions.and("(" + likes(name) + ")", name, "%" + literally(word) + "%");
            }
        }
        return JournalRows.list(handle, conditions, "published_at DESC, run, sequence DESC", query.limit());
    }

    private static String likes(String name) {
        return TEXT.stream()
                .map(column -> "LOWER(COALESCE(" + column + ", '')) LIKE :" + name + " ESCAPE '!'")
                .collect(Collectors.joining(" OR "));
    }

    /** The characters that LIKE takes for others, taken for themselves. */
    private static String literally(String word) {
        return word.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}
