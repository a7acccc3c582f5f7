package dev.understudy.divergence;

import dev.understudy.action.Action;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The workflow's side of a move.
 *
 * @param sequence the prediction's number within the run
 * @param step the runbook's step that the workflow named; null where it named none
 * @param course whether the workflow was on the operator's path when it asked; null in reports of older versions
 * @param publishedAt by the server's clock, for people only: {@code timing} is what was proven
 */
public record PredictedAction(
        long sequence,
        String activityType,
        @Nullable String step,
        Action action,
        Instant publishedAt,
        Resolution resolution,
        Fidelity fidelity,
        Timing timing,
        @Nullable Course course) {}
