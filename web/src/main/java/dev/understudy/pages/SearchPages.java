package dev.understudy.pages;

import dev.understudy.api.OperationSearch;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The journal, searched. */
public final class SearchPages {
    private static final List<String> FIELDS = List.of(
            "text", "activity", "operation", "object", "target", "workflow", "mode", "outcome", "since", "until");

    private final Renderer renderer;
    private final OperationSearch search;

    public SearchPages(Renderer renderer, OperationSearch search) {
        this.renderer = renderer;
        this.search = search;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/search", this::search);
    }

    private void search(Context ctx) {
        if (renderer.person(ctx).isEmpty()) {
            return;
        }
        Map<String, String> asked = new HashMap<>();
        for (String field : FIELDS) {
            String value = OperationSearch.given(ctx, field);
            asked.put(field, value == null ? "" : value);
        }
        List<JournalEntry> found = search.find(ctx);
        renderer.page(
                ctx,
                "search",
                "Search",
                "search",
                Map.of(
                        "asked",
                        asked,
                        "found",
                        found,
                        "modes",
                        List.of(Mode.values()),
                        "outcomes",
                        List.of(Resolution.values())));
    }
}
