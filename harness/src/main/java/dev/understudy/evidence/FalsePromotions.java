package dev.understudy.evidence;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * How often workflows are promoted that must not be: many workflows that diverge exactly at the rate that the policy bars, each
 * looked at after every run. Beside the bound, what a streak of ten clean runs would promote.
 *
 * @param byBound the share that the bound ever lets through
 * @param byStreak the share that ten clean runs in a row let through, within the first {@link #STREAK_RUNS} runs
 */
public record FalsePromotions(
        int histories, int looks, double rate, double confidence, double byBound, double byStreak) {
    /** Within how many runs a streak is looked for. */
    public static final int STREAK_RUNS = 50;

    private static final int STREAK = 10;

    /** The same seed gives the same histories. */
    public static FalsePromotions simulated(int histories, int looks, double rate, double confidence, long seed) {
        Random random = new Random(seed);
        Map<Integer, Boolean> ruledOut = new HashMap<>();
        int bound = 0;
        int streaks = 0;
        for (int history = 0; history < histories; history++) {
            int divergences = 0;
            int streak = 0;
            boolean byBound = false;
            boolean byStreak = false;
            for (int n = 1; n <= looks; n++) {
                boolean diverged = random.nextDouble() < rate;
                divergences += diverged ? 1 : 0;
                streak = diverged ? 0 : streak + 1;
                byStreak |= streak >= STREAK && n <= STREAK_RUNS;
                int k = divergences;
                int runs = n;
                byBound |=
                        ruledOut.computeIfAbsent(n * (looks + 1) + k, key -> Bound.rulesOut(runs, k, rate, confidence));
            }
            bound += byBound ? 1 : 0;
            streaks += byStreak ? 1 : 0;
        }
        return new FalsePromotions(
                histories, looks, rate, confidence, (double) bound / histories, (double) streaks / histories);
    }

    /** Two lines for people. */
    public String text() {
        return String.format(
                Locale.ROOT,
                "%d workflows that diverge in %.0f %% of their runs, looked at after each of %d runs, are promoted falsely:%n"
                        + "  by the bound at %.0f %%: %.2f %% (promised: at most %.0f %%)%n"
                        + "  by ten clean in a row, within %d runs: %.2f %%%n",
                histories,
                rate * 100,
                looks,
                confidence * 100,
                byBound * 100,
                (1 - confidence) * 100,
                STREAK_RUNS,
                byStreak * 100);
    }

    /** Prints it for 10,000 histories; {@code harness/bench/evidence.sh} starts it. */
    public static void main(String[] args) {
        int histories = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
        for (double rate : new double[] {0.05, 0.10, 0.20}) {
            System.out.print(simulated(histories, 300, rate, 0.95, 20_260_101).text());
        }
    }
}
