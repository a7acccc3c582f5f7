package dev.understudy.api;

import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.JournalQuery;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.refusal.Problem;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Searches the journal as a request asks, and leaves out what operators at work must not see yet. */
public final class OperationSearch {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private final Backstage backstage;
    private final RunQueries queries;

    public OperationSearch(Backstage backstage) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
    }

    /** The latest first. @throws Problem 400 where a parameter cannot be read */
    public List<JournalEntry> find(Context ctx) {
        JournalQuery query = JournalQuery.ALL
                .run(given(ctx, "run"))
                .activityType(given(ctx, "activity"))
                .workflowType(given(ctx, "workflow"))
                .verb(given(ctx, "operation"))
                .object(given(ctx, "object"))
                .target(given(ctx, "target"))
                .mode(word(ctx, "mode", Mode.class))
                .resolution(word(ctx, "outcome", Resolution.class))
                .since(time(ctx, "since"))
                .until(time(ctx, "until"))
                .text(given(ctx, "text"))
                .limit((int) Math.min(MOST, Math.max(1, Body.number(ctx, "limit", USUAL))));
        return blind(backstage.journal().search(query));
    }

    private List<JournalEntry> blind(List<JournalEntry> found) {
        Map<String, Optional<Set<Long>>> revealed = new HashMap<>();
        return found.stream()
                .filter(entry -> revealed.computeIfAbsent(entry.run(), this::revealed)
                        .map(sequences -> sequences.contains(entry.sequence()))
                        .orElse(true))
                .toList();
    }

    /** The operations of a run that may be shown; empty where all may: only a run that goes on beside an operator hides some. */
    private Optional<Set<Long>> revealed(String id) {
        return backstage
                .runs()
                .find(id)
                .filter(run -> run.mode() == Mode.SHADOW && run.endedAt() == null)
                .map(run -> queries.revealed(run).stream()
                        .map(JournalEntry::sequence)
                        .collect(Collectors.toSet()));
    }

    /** The parameter; null where it is missing or blank. */
    public static @Nullable String given(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    private static @Nullable Instant time(Context ctx, String name) {
        String text = given(ctx, name);
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC)
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    "bad-parameter",
                    "the parameter '" + name + "' is a day or a time such as 2026-11-24 or 2026-11-24T03:00:00Z, not "
                            + text);
        }
    }

    private static <E extends Enum<E>> @Nullable E word(Context ctx, String name, Class<E> type) {
        String text = given(ctx, name);
        if (text == null) {
            return null;
        }
        String word = text.toUpperCase(Locale.ROOT).replace('-', '_');
        return Arrays.stream(type.getEnumConstants())
                .filter(value -> value.name().equals(word))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest(
                        "bad-parameter",
                        "the parameter '" + name + "' is one of " + Arrays.toString(type.getEnumConstants()) + ", not "
                                + text));
    }
}
