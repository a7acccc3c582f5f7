package dev.understudy.backtest;

import dev.understudy.evidence.WorkflowVersion;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A workflow version against recorded runs.
 *
 * @param runs the first to start first
 * @param operations how many it asked for in all runs
 * @param millis how long that took, reading the record included
 */
public record Backtest(WorkflowVersion version, List<BacktestedRun> runs, long operations, long millis, Instant at) {
    public Backtest {
        runs = List.copyOf(runs);
    }

    /** Whether it reproduced something, and nowhere decides otherwise than both the version of then and the operators. */
    public boolean clean() {
        return count(BacktestOutcome.DIFFERS) == 0 && count(BacktestOutcome.REPRODUCED) > 0;
    }

    public int count(BacktestOutcome outcome) {
        return (int) runs.stream().filter(run -> run.outcome() == outcome).count();
    }

    public long operationsPerSecond() {
        return millis == 0 ? operations : operations * 1000 / millis;
    }

    /** What it came to, in one sentence without a full stop. */
    public String sentence() {
        if (runs.isEmpty()) {
            return "there is no recorded run to test it against";
        }
        String counted = count(BacktestOutcome.REPRODUCED) + " of " + runs.size()
                + (runs.size() == 1 ? " run" : " runs")
                + " decided as before, " + count(BacktestOutcome.AGREES) + " otherwise and as the operators did, "
                + count(BacktestOutcome.DIFFERS) + " otherwise than both, "
                + count(BacktestOutcome.NOT_REPRODUCIBLE) + " not reproducible here";
        return counted
                + (clean()
                        ? "; it is clean, and keeps the evidence of the runs that it reproduced"
                        : "; it is not clean, and keeps no evidence");
    }

    /** For people: the sentence, then a line for each run that was not simply reproduced. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(version.workflowType())
                .append(" at ")
                .append(
                        version.fingerprint(),
                        0,
                        Math.min(12, version.fingerprint().length()))
                .append(": ")
                .append(sentence())
                .append(".\n");
        for (BacktestedRun run : runs) {
            text.append("  ")
                    .append(run.run())
                    .append("  ")
                    .append(run.outcome().words())
                    .append(run.why() == null ? "" : ": " + run.why())
                    .append('\n');
            if (run.first() != null) {
                text.append("    first: ").append(run.first().words()).append('\n');
            }
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%d operations in %d ms: %d a second. Nothing was changed.%n",
                        operations,
                        millis,
                        operationsPerSecond()))
                .toString();
    }
}
