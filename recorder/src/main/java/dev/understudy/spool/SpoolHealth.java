package dev.understudy.spool;

import org.jspecify.annotations.Nullable;

/**
 * Whether the disk takes what is recorded.
 *
 * @param trouble one line for the operator: what the disk refused and why; null where all is on the disk
 * @param kept events in memory that are not in the file yet
 * @param dropped events that were neither kept nor written since the trouble began
 */
public record SpoolHealth(@Nullable String trouble, int kept, long dropped) {
    public boolean isWell() {
        return trouble == null;
    }
}
