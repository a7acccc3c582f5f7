package dev.understudy.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundTest {
    private static final double CONFIDENCE = 0.95;

    @ParameterizedTest
    @CsvSource({"0.10, 43", "0.05, 88"})
    void so_many_clean_runs_are_needed_for_a_rate(double rate, long runs) {
        assertThat(Bound.cleanRunsUntil(0, 0, rate, CONFIDENCE)).isEqualTo(runs);
        assertThat(Bound.upper(runs, 0, CONFIDENCE)).isLessThanOrEqualTo(rate);
        assertThat(Bound.upper(runs - 1, 0, CONFIDENCE)).isGreaterThan(rate);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "5, 0", "40, 3", "200, 11", "30, 30", "12, 11"})
    void the_wealth_is_the_integral_over_the_bettors(long runs, long divergences) {
        for (double rate : new double[] {0.01, 0.1, 0.37, 0.8}) {
            int slices = 20_000;
            double sum = 0;
            for (int i = 0; i < slices; i++) {
                double u = (i + 0.5) / slices;
                sum += Math.exp(
                        divergences * Math.log1p(-u) + (runs - divergences) * Math.log1p(u * rate / (1 - rate)));
            }
            double log = Math.log(sum / slices);
            assertThat(Bound.logWealth(runs, divergences, rate))
                    .isCloseTo(log, within(1e-4 * Math.max(1, Math.abs(log))));
        }
    }

    @Test
    void nothing_is_known_without_runs_and_where_all_diverged() {
        assertThat(Bound.upper(0, 0, CONFIDENCE)).isEqualTo(1);
        assertThat(Bound.upper(50, 50, CONFIDENCE)).isEqualTo(1);
        assertThat(Bound.ever(List.of(), CONFIDENCE)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"1000000, 0", "1000000, 1", "1000000, 1000", "1000000, 500000", "1000000, 999000", "100000, 37"})
    void the_bound_is_exact_for_a_million_runs(long runs, long divergences) {
        double upper = Bound.upper(runs, divergences, CONFIDENCE);

        assertThat(upper).isGreaterThan((double) divergences / runs).isLessThan(1);
        assertThat(Bound.logWealth(runs, divergences, upper)).isCloseTo(Math.log(20), within(1e-2));
        // by the normal approximation no bound of this size is farther off than seven deviations
        double deviation = Math.sqrt(upper * (1 - upper) / runs);
        assertThat(upper - (double) divergences / runs).isLessThan(7 * deviation + 20.0 / runs);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void a_clean_run_never_raises_the_bound_and_a_divergence_never_lowers_it(long seed) {
        Random random = new Random(seed);
        long runs = random.nextInt(300);
        long divergences = random.nextInt((int) runs + 1);
        double now = Bound.upper(runs, divergences, CONFIDENCE);

        assertThat(Bound.upper(runs + 1, divergences, CONFIDENCE)).isLessThanOrEqualTo(now);
        assertThat(Bound.upper(runs + 1, divergences + 1, CONFIDENCE)).isGreaterThanOrEqualTo(now);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_least_bound_of_a_history_is_the_least_over_every_look(long seed) {
        Random random = new Random(seed);
        List<Boolean> history = IntStream.range(0, 1 + random.nextInt(150))
                .mapToObj(i -> random.nextDouble() < 0.1)
                .toList();

        double least = 1;
        int divergences = 0;
        for (int n = 0; n < history.size(); n++) {
            divergences += history.get(n) ? 1 : 0;
            least = Math.min(least, Bound.upper(n + 1, divergences, CONFIDENCE));
        }

        assertThat(Bound.ever(history, CONFIDENCE)).isCloseTo(least, within(1e-9));
    }

    @Test
    void what_was_ruled_out_stays_ruled_out() {
        List<Boolean> history = new ArrayList<>(Collections.nCopies(43, false));
        history.add(true);

        assertThat(Bound.ever(history, CONFIDENCE)).isLessThanOrEqualTo(0.10);
        assertThat(Bound.upper(44, 1, CONFIDENCE)).isGreaterThan(0.10);
    }

    @Test
    void more_divergences_than_runs_are_refused() {
        assertThatThrownBy(() -> Bound.upper(3, 4, CONFIDENCE)).isInstanceOf(IllegalArgumentException.class);
    }

    /**
     * The promise: of 10,000 workflows that diverge exactly at the rate that the policy bars, each looked at after every one
     * of 300 runs, at most 5 % are ever promoted. Beside it, what a streak of ten clean runs would have promoted.
     */
    @Test
    void false_promotions_stay_below_the_promised_share_however_often_one_looks() {
        double rate = 0.10;

        FalsePromotions found = FalsePromotions.simulated(10_000, 300, rate, CONFIDENCE, 20_260_101);

        System.out.print(found.text());
        double share = found.byBound();
        double streakShare = found.byStreak();
        assertThat(share).isPositive().isLessThanOrEqualTo(0.05);
        assertThat(streakShare).isCloseTo(tenCleanInARow(50, rate), within(0.01));
        assertThat(tenCleanInARow(50, rate)).isCloseTo(0.977, within(0.02));
    }

    /** The exact probability of ten clean runs in a row within so many, by the length of the streak so far. */
    private static double tenCleanInARow(int runs, double rate) {
        double[] streak = new double[11];
        streak[0] = 1;
        for (int n = 0; n < runs; n++) {
            double[] next = new double[11];
            for (int i = 0; i < 10; i++) {
                next[0] += streak[i] * rate;
                next[i + 1] += streak[i] * (1 - rate);
            }
            next[10] += streak[10];
            streak = next;
        }
        return streak[10];
    }
}
