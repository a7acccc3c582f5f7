package dev.understudy.report;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A divergence that waits for a reviewer.
 *
 * @param id the divergence's id within the run's report
 * @param group the same for divergences of the same sort over runs
 * @param alike how many divergences of this group wait, this one among them
 * @param at when the run ended, or began where it goes on
 */
public record InboxItem(
        String run,
        String id,
        String group,
        DivergenceKind kind,
        Severity severity,
        String title,
        @Nullable String step,
        String runbook,
        String target,
        @Nullable String workflowType,
        int alike,
        Instant at) {}
