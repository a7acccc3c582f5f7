package dev.understudy.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What evidence is to show.
 *
 * @param rate the divergence rate below which the workflow must be
 * @param confidence with which that must be known
 * @param daysValid how old a run may be and still count; null for any age
 */
public record Aim(double rate, double confidence, @Nullable Integer daysValid) {
    public static final Aim DEFAULT = new Aim(0.10, 0.95, null);

    public Aim {
        if (!(rate > 0 && rate < 1 && confidence > 0 && confidence < 1)) {
            throw new IllegalArgumentException(
                    "rate " + rate + " and confidence " + confidence + " lie between 0 and 1");
        }
    }
}
