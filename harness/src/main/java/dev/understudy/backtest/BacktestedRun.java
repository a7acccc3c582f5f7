package dev.understudy.backtest;

import org.jspecify.annotations.Nullable;

/**
 * One recorded run under a backtest.
 *
 * @param why why it is not reproducible here, or how the workflow ended; null where there is nothing to say
 * @param first the first decision that differs; null where none does, or none was reached
 * @param operations how many the workflow asked for
 */
public record BacktestedRun(
        String run,
        BacktestOutcome outcome,
        @Nullable String why,
        @Nullable Decision first,
        int operations) {}
