package dev.understudy.evidence;

/**
 * Wald's sequential probability ratio test, beside the bound: are the runs those of a workflow that diverges at the rate that
 * the policy bars, or of one that diverges at a quarter of it? (Wald, Sequential Tests of Statistical Hypotheses, 1945.)
 *
 * @param logRatio the logarithm of the likelihood ratio, good over bad
 * @param acceptAt the value from which on it speaks for the good workflow
 * @param rejectAt the value down from which it speaks for the bad one
 */
public record Sprt(double logRatio, double acceptAt, double rejectAt) {
    private static final double GOOD_SHARE = 0.25;
    private static final double MISSED_GOOD = 0.1;

    public enum Answer {
        GOOD,
        BAD,
        UNDECIDED
    }

    /** @param barred the rate at or above which a workflow must not be promoted */
    public static Sprt of(long runs, long divergences, double barred, double confidence) {
        double good = barred * GOOD_SHARE;
        double ratio = divergences * Math.log(good / barred)
                + (runs - divergences) * (Math.log1p(-good) - Math.log1p(-barred));
        double alpha = 1 - confidence;
        return new Sprt(ratio, Math.log((1 - MISSED_GOOD) / alpha), Math.log(MISSED_GOOD / confidence));
    }

    public Answer answer() {
        if (logRatio >= acceptAt) {
            return Answer.GOOD;
        }
        return logRatio <= rejectAt ? Answer.BAD : Answer.UNDECIDED;
    }
}
