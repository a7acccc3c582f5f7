package dev.understudy.evidence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run, and what it is to a workflow's evidence.
 *
 * @param operators who took part, in the order in which they came
 * @param at when it ended, or began where it goes on
 * @param why all reasons where it does not count; empty otherwise
 * @param atTheTime what it was before it grew too old; the standing itself where it did not
 * @param kept that a backtest keeps it for this version; null for a run in which this version took part itself
 * @param weight what it is worth where evidence fades, 0 to 1; 1 where it does not
 * @param unreviewed how many of its divergences nobody has judged; each counts against the workflow until then
 */
public record JudgedRun(
        String run,
        String target,
        List<String> operators,
        Instant at,
        Standing standing,
        List<NotCounted> why,
        Standing atTheTime,
        @Nullable Kept kept,
        double weight,
        int unreviewed) {
    public JudgedRun {
        operators = List.copyOf(operators);
        why = List.copyOf(why);
    }

    /** Whether it is one of the runs on which the bound rests. */
    public boolean counts() {
        return standing == Standing.MATCHED || standing == Standing.DIVERGED;
    }

    /** Why it does not count, or by what it does; empty where there is nothing to say. */
    public String words() {
        List<String> words = new ArrayList<>(why.stream().map(NotCounted::words).toList());
        if (kept != null) {
            words.add(kept.words());
        }
        return String.join("; ", words);
    }

    /** Whether it counts, or would had it not grown too old. */
    boolean countedOnce() {
        return atTheTime == Standing.MATCHED || atTheTime == Standing.DIVERGED;
    }
}
