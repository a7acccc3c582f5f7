package dev.understudy.server;

import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.promotion.ModeChange;
import dev.understudy.promotion.Promotions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends, while the server runs, promotions whose time or evidence has run out. */
final class Watchfulness implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Watchfulness.class);

    private final Promotions promotions;
    private final List<WorkflowVersion> deployed;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "understudy-watchfulness");
        thread.setDaemon(true);
        return thread;
    });

    Watchfulness(Promotions promotions, List<WorkflowVersion> deployed, Duration every) {
        this.promotions = promotions;
        this.deployed = List.copyOf(deployed);
        clock.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            for (ModeChange change : promotions.demoteStale(deployed)) {
                LOG.warn("{} was demoted to SHADOW: {}", change.workflowType(), change.reason());
            }
        } catch (RuntimeException e) {
            // The next look may succeed; until then each write asks for the second key anyway.
            LOG.error("promotions could not be looked at", e);
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
