package dev.understudy.journal;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An activity of a workflow that never knew the harness, as its history tells of it.
 *
 * @param sequence the number of the event that scheduled it
 * @param input as text, redacted
 * @param detail the failure, redacted; null for none
 * @param resolvedAt null while it goes on
 */
public record ImportedOperation(
        long sequence,
        String activityType,
        String activityId,
        String input,
        Instant scheduledAt,
        int attempts,
        Resolution resolution,
        @Nullable String detail,
        @Nullable Instant resolvedAt) {}
