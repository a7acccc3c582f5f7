package dev.understudy.backtest;

import dev.understudy.action.Action;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.pairwise.Planned;
import org.jspecify.annotations.Nullable;

/**
 * An operation that the version under test asked for.
 *
 * @param number from 1, in the order in which it asked
 * @param after the largest number that was settled, with all before it, when it asked
 * @param step the runbook's step that it named; null where it named none
 * @param then what the version of then reached with the same; null where it did not
 */
record AskedOperation(
        long number,
        long after,
        String activityType,
        @Nullable String step,
        Kind kind,
        Action action,
        @Nullable JournalEntry then) {
    Planned planned() {
        return new Planned(number, after, activityType, step, action);
    }
}
