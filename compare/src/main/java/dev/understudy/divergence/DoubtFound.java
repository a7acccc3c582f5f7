package dev.understudy.divergence;

import org.jspecify.annotations.Nullable;

/**
 * A doubt, and where it comes from.
 *
 * @param about what it concerns, for people: the session and the gap, the prediction's number, the phase that failed; null
 *     where the doubt says all
 */
public record DoubtFound(Doubt doubt, @Nullable String about) {}
