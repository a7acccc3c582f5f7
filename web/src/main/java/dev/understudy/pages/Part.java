package dev.understudy.pages;

import dev.understudy.recording.Output;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a run, in the order in which it happened. */
public sealed interface Part {
    /**
     * A step of the runbook begins.
     *
     * @param how how it is known, and what stands for its placeholders; empty where only the workflow named it
     */
    record StepHead(String step, String title, String how) implements Part {}

    /**
     * A typed line, and the pairs that it makes.
     *
     * @param id of the element, unique on the page
     * @param exit null while it runs
     */
    record Typed(
            String id,
            String operator,
            String line,
            Instant at,
            String took,
            @Nullable Integer exit,
            Output output,
            List<Pair> pairs)
            implements Part {
        public Typed {
            pairs = List.copyOf(pairs);
        }

        public List<Pair> writes() {
            return pairs.stream().filter(pair -> !pair.isRead()).toList();
        }

        public List<Pair> reads() {
            return pairs.stream().filter(Pair::isRead).toList();
        }
    }

    /** What the workflow would have done where the operator did nothing. */
    record Alone(List<Pair> pairs) implements Part {
        public Alone {
            pairs = List.copyOf(pairs);
        }

        public boolean onlyReads() {
            return pairs.stream().allMatch(Pair::isRead);
        }
    }

    /** Something was not seen. */
    record Gap(Instant at, String kind, String detail) implements Part {}

    /** A remark of the operator. */
    record Note(Instant at, String operator, String text) implements Part {}
}
