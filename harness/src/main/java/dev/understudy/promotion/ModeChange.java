package dev.understudy.promotion;

import dev.understudy.operation.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a workflow's mode. The latest one holds.
 *
 * @param number from 1 over all workflows
 * @param mode {@code LIVE} by a promotion, {@code SHADOW} by a demotion
 * @param fingerprint of the workflow that was promoted; null for a demotion
 * @param runbookFingerprint of its runbook; null for a demotion
 * @param by who changed it; {@code understudy} where it was automatic
 * @param confirmedBy the second person; null where none was needed
 * @param overridden whether two people decided in spite of what the policy asks
 * @param evidence what was known then, in one sentence; null for a demotion
 * @param expiresAt when a promotion ends by itself; null for never
 */
public record ModeChange(
        long number,
        String workflowType,
        Mode mode,
        @Nullable String fingerprint,
        @Nullable String runbookFingerprint,
        String by,
        @Nullable String confirmedBy,
        String reason,
        boolean overridden,
        @Nullable String evidence,
        @Nullable Instant expiresAt,
        Instant at) {
    /** Whether it lets this version of the workflow act at that time. */
    public boolean permits(String workflowFingerprint, Instant now) {
        return mode == Mode.LIVE
                && workflowFingerprint.equals(fingerprint)
                && (expiresAt == null || now.isBefore(expiresAt));
    }
}
