package dev.understudy.evidence;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;

/**
 * An upper confidence bound on a rate that holds however often one looks: with probability at least the confidence, the true
 * rate is below the bound after every run at once.
 *
 * <p>It is a bet against each rate p. Among n runs with k divergences, a bettor who thinks that the true rate is some q below
 * p, all of them alike, holds
 *
 * <pre>
 * e(p) = ∫ (q/p)^k ((1−q)/(1−p))^(n−k) dq/p over q from 0 to p  =  B(p; k+1, n−k+1) / (p^(k+1) (1−p)^(n−k))
 * </pre>
 *
 * times the stake, B being the lower incomplete beta function. Where the true rate is p or more, that is a non-negative
 * supermartingale from 1, so by Ville's inequality it ever reaches 1/α with probability at most α. The bound is the least
 * rate that was ever ruled out so. (Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, 2023;
 * Robbins' mixture method, 1970.)
 */
public final class Bound {
    private Bound() {}

    /** The logarithm of the bettor's wealth against rates of {@code rate} and more, 0 &lt; rate &lt; 1. Rises with the rate. */
    public static double logWealth(long runs, long divergences, double rate) {
        return logWealth((double) runs, divergences, rate);
    }

    /** As above; where evidence fades, the runs of a history are worth less than one each. */
    private static double logWealth(double runs, long divergences, double rate) {
        double a = divergences + 1.0;
        double b = runs - divergences + 1.0;
        return LogBeta.value(a, b)
                + Math.log(RegularizedBeta.value(rate, a, b))
                - a * Math.log(rate)
                - (b - 1) * Math.log1p(-rate);
    }

    /** The least rate that so much faded evidence rules out, {@code clean} runs' worth of it beside the divergences. */
    static double faded(double clean, long divergences, double confidence) {
        double below = 0;
        double above = 1;
        while (above - below > 1e-10) {
            double middle = (below + above) / 2;
            if (logWealth(clean + divergences, divergences, middle) >= -Math.log1p(-confidence)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above > 1 - 1e-9 ? 1 : above;
    }

    /** Whether so many runs with so many divergences, looked at for the first time or the hundredth, rule the rate out. */
    public static boolean rulesOut(long runs, long divergences, double rate, double confidence) {
        return logWealth(runs, divergences, rate) >= -Math.log1p(-confidence);
    }

    /** The least rate that these totals rule out; 1 where they rule none out. Precise to a billionth. */
    public static double upper(long runs, long divergences, double confidence) {
        if (divergences > runs || divergences < 0) {
            throw new IllegalArgumentException(divergences + " divergences in " + runs + " runs");
        }
        double below = 0;
        double above = 1;
        while (above - below > 1e-10) {
            double middle = (below + above) / 2;
            if (rulesOut(runs, divergences, middle, confidence)) {
                above = middle;
            } else {
                below = middle;
            }
        }
        return above > 1 - 1e-9 ? 1 : above;
    }

    /**
     * The least rate that a history ever ruled out, which stays ruled out whatever comes later.
     *
     * @param diverged the runs in the order in which they ended: whether each diverged
     */
    public static double ever(Iterable<Boolean> diverged, double confidence) {
        double least = 1;
        long runs = 0;
        long divergences = 0;
        for (boolean one : diverged) {
            if (one) {
                // A clean run lowers the bound and a divergence raises it: it is least before each divergence.
                least = Math.min(least, upper(runs, divergences, confidence));
                divergences++;
            }
            runs++;
        }
        return Math.min(least, upper(runs, divergences, confidence));
    }

    /** How many clean runs in a row rule the rate out after these; 0 where it is ruled out already. */
    public static long cleanRunsUntil(long runs, long divergences, double rate, double confidence) {
        long enough = 1;
        if (rulesOut(runs, divergences, rate, confidence)) {
            return 0;
        }
        while (!rulesOut(runs + enough, divergences, rate, confidence)) {
            enough = Math.multiplyExact(enough, 2L);
        }
        long tooFew = enough / 2;
        while (enough - tooFew > 1) {
            long middle = tooFew + (enough - tooFew) / 2;
            if (rulesOut(runs + middle, divergences, rate, confidence)) {
                enough = middle;
            } else {
                tooFew = middle;
            }
        }
        return enough;
    }
}
