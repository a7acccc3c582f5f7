package dev.understudy.shadow;

import dev.understudy.observed.ObservedAction;
import org.jspecify.annotations.Nullable;

/**
 * A prediction whose outcome is known.
 *
 * @param sequence the prediction's number within the run
 * @param by what the operator did; null where the operator moved on without doing it
 * @param why one line for people
 */
record Settled(long sequence, @Nullable ObservedAction by, String why) {}
