package dev.understudy.api;

import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.JournalQuery;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.refusal.Problem;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The journal over HTTP: operations of all runs, found by what is known of them. */
public final class OperationsApi {
    private final Backstage backstage;
    private final RunQueries queries;

    public OperationsApi(Backstage backstage) {
        this.backstage = backstage;
        this.queries = new RunQueries(backstage);
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/operations", this::search);
    }

    private void search(Context ctx) {
        backstage.callers().signedIn(ctx);
        String text = given(ctx, "text");
        JournalQuery query = JournalQuery.ALL
                .run(given(ctx, "run"))
                .activityType(given(ctx, "activity"))
                .workflowType(given(ctx, "workflow"))
                .verb(given(ctx, "operation"))
                .object(given(ctx, "object"))
                .target(given(ctx, "target"))
                .mode(word(ctx, "mode", Mode.class))
                .resolution(word(ctx, "outcome", Resolution.class))
                .text(text)
                .limit((int) Math.min(1_000, Math.max(1, Body.number(ctx, "limit", 100))));
        ctx.json(blind(backstage.journal().search(query)).stream()
                .map(OperationsApi::said)
                .toList());
    }

    /** Leaves out what operators at work must not see yet. */
    private List<JournalEntry> blind(List<JournalEntry> found) {
        Map<String, Set<Long>> revealed = found.stream()
                .map(JournalEntry::run)
                .distinct()
                .collect(Collectors.toMap(
                        run -> run,
                        run -> backstage
                                .runs()
                                .find(run)
                                .map(queries::revealed)
                                .orElseGet(() -> backstage.journal().ofRun(run))
                                .stream()
                                .map(JournalEntry::sequence)
                                .collect(Collectors.toSet())));
        return found.stream()
                .filter(entry -> revealed.getOrDefault(entry.run(), Set.of()).contains(entry.sequence()))
                .toList();
    }

    private static Map<String, Object> said(JournalEntry entry) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("run", entry.run());
        said.put("sequence", entry.sequence());
        said.put("activityType", entry.operation().activityType());
        said.put("workflow", entry.operation().workflowType());
        said.put("action", entry.operation().action().summary());
        said.put("kind", entry.operation().kind());
        said.put("mode", entry.operation().mode());
        said.put("target", entry.operation().target());
        said.put("step", entry.operation().step());
        said.put("publishedAt", entry.operation().publishedAt());
        said.put("attempts", entry.attempts());
        said.put("resolution", entry.resolution());
        said.put("detail", entry.detail());
        return said;
    }

    private static @Nullable String given(Context ctx, String name) {
        String value = ctx.queryParam(name);
        return value == null || value.isBlank() ? null : value.strip();
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
