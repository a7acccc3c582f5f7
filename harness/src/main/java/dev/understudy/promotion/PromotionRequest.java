package dev.understudy.promotion;

import java.time.Instant;

/**
 * A promotion that waits for a second person.
 *
 * @param overrides whether it is to happen in spite of what the policy asks
 * @param evidence what was known then, in one sentence
 */
public record PromotionRequest(
        long number,
        String workflowType,
        String fingerprint,
        String runbookFingerprint,
        String by,
        String reason,
        boolean overrides,
        String evidence,
        Instant at) {}
