package dev.understudy.run;

import org.jspecify.annotations.Nullable;

/**
 * How the workflow of a run ended.
 *
 * @param completed whether it went to its end
 * @param why one line for people where it did not; null where it did
 */
public record RunEnding(boolean completed, @Nullable String why) {}
