package dev.understudy.pairwise;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * What the other side did, or would do.
 *
 * @param sequence its number, from 1, in order
 * @param after the largest number that was settled when it was asked for: it is concurrent with those in between
 * @param what names it for people: the activity's type, or who did it
 */
public record Planned(
        long sequence, long after, String what, @Nullable String step, Action action) {}
