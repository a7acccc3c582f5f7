package dev.understudy.api;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import dev.understudy.report.InboxItem;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The divergences that wait for a verdict, with what a reviewer needs to choose where to begin. */
public final class Inbox {
    private final Backstage backstage;

    public Inbox(Backstage backstage) {
        this.backstage = backstage;
    }

    /** The most severe first, then the latest. */
    public List<Waiter> waiting(int limit) {
        Map<String, Map<String, Divergence>> byRun = new HashMap<>();
        return backstage.reviews().inbox(limit).stream()
                .map(item -> waiter(
                        item,
                        byRun.computeIfAbsent(item.run(), this::divergences).get(item.id())))
                .toList();
    }

    private Map<String, Divergence> divergences(String run) {
        Map<String, Divergence> byId = new HashMap<>();
        backstage
                .reports()
                .find(run)
                .ifPresent(stored -> stored.report().divergences().forEach(one -> byId.put(one.id(), one)));
        return byId;
    }

    private Waiter waiter(InboxItem item, @Nullable Divergence divergence) {
        return new Waiter(
                item.run(),
                item.id(),
                item.kind(),
                item.severity(),
                item.title(),
                divergence == null ? "" : divergence.why(),
                item.step(),
                item.runbook(),
                backstage.library().title(item.runbook()),
                item.target(),
                item.workflowType(),
                item.alike(),
                item.at());
    }

    /**
     * A divergence that waits.
     *
     * @param why in one sentence
     * @param alike how many of the same sort wait, this one among them
     */
    public record Waiter(
            String run,
            String id,
            DivergenceKind kind,
            Severity severity,
            String title,
            String why,
            @Nullable String step,
            String runbook,
            String runbookTitle,
            String target,
            @Nullable String workflow,
            int alike,
            Instant at) {}
}
