package dev.understudy.journal;

import dev.understudy.store.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An operation with what became of it.
 *
 * @param attempts how often the activity reached it, retries included
 * @param resolvedAt null while open
 * @param origin the server that it was imported from; null for what the harness ran
 * @param input of an imported operation, as text, redacted; null for what the harness ran
 */
public record JournalEntry(
        ReachedOperation operation,
        int attempts,
        Resolution resolution,
        @Nullable Fidelity fidelity,
        @Nullable String detail,
        @Nullable String result,
        @Nullable Instant resolvedAt,
        @Nullable String origin,
        @Nullable String input) {
    public JournalEntry {
        resolvedAt = Micros.truncatedOrNull(resolvedAt);
    }

    /** Of an operation that the harness ran. */
    public JournalEntry(
            ReachedOperation operation,
            int attempts,
            Resolution resolution,
            @Nullable Fidelity fidelity,
            @Nullable String detail,
            @Nullable String result,
            @Nullable Instant resolvedAt) {
        this(operation, attempts, resolution, fidelity, detail, result, resolvedAt, null, null);
    }

    public String run() {
        return operation.run();
    }

    public long sequence() {
        return operation.sequence();
    }
}
