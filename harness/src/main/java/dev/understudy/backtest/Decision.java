package dev.understudy.backtest;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * The first decision in which the version under test differs from the version of then.
 *
 * @param number of the write, from 1
 * @param step the runbook's step; null where neither version named one
 * @param decided what it decides; null where it ended
 * @param before what the version of then had predicted there; null where it had nothing more to do
 * @param operators what the operators did there; null where they did nothing like it
 */
public record Decision(
        int number,
        @Nullable String step,
        @Nullable Action decided,
        @Nullable Action before,
        @Nullable Action operators) {

    /** One sentence without a full stop. */
    public String words() {
        return "write " + number + (step == null ? "" : " (step " + step + ")") + ": now "
                + (decided == null ? "it ends" : decided.summary()) + "; before "
                + (before == null ? "nothing more" : before.summary()) + "; the operators "
                + (operators == null ? "did nothing like it" : "did " + operators.summary());
    }
}
