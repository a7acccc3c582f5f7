package dev.understudy.journal;

import dev.understudy.store.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation with what became of it.
 *
 * @param attempts how often the activity reached it, retries included
 * @param resolvedAt null while open
 */
public record JournalEntry(
        ReachedOperation operation,
        int attempts,
        Resolution resolution,
        @Nullable Fidelity fidelity,
        @Nullable String detail,
        @Nullable String result,
        @Nullable Instant resolvedAt) {
    public JournalEntry {
        resolvedAt = Micros.truncatedOrNull(resolvedAt);
    }

    public String run() {
        return operation.run();
    }

    public long sequence() {
        return operation.sequence();
    }
}
