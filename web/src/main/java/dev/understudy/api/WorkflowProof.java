package dev.understudy.api;

import dev.understudy.backtest.BacktestRecords.Recorded;
import dev.understudy.evidence.Baseline;
import dev.understudy.evidence.Coverage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside a workflow's bound: where in the runbook its evidence lies, how much operators differ from each other,
 * and what its latest backtest showed.
 *
 * @param backtest null where this version was never backtested
 */
public record WorkflowProof(
        Coverage coverage, Baseline baseline, @Nullable Recorded backtest) {
    static final Coverage NO_RUNBOOK = new Coverage(List.of());
}
