package dev.understudy.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What evidence is to show.
 *
 * @param rate the divergence rate below which the workflow must be
 * @param confidence with which that must be known
 * @param daysValid how old a run may be and still count; null for any age
 * @param halfLifeDays after how many days a clean run is worth half of what it was; null where none fades
 */
public record Aim(
        double rate,
        double confidence,
        @Nullable Integer daysValid,
        @Nullable Integer halfLifeDays) {
    public static final Aim DEFAULT = new Aim(0.10, 0.95, null);

    /** Where nothing fades. */
    public Aim(double rate, double confidence, @Nullable Integer daysValid) {
        this(rate, confidence, daysValid, null);
    }

    public Aim {
        if (!(rate > 0 && rate < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "rate " + rate + " and confidence " + confidence + " lie between 0 and 1");
        }
    }
}
