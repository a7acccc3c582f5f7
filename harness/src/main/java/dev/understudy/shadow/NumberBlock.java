package dev.understudy.shadow;

import java.util.Map;
import java.util.Optional;

/**
 * The sequence numbers that one workflow execution may give to its operations. A child workflow gets a block of its parent's
 * numbers, so that numbers are unique in a run, keep the order of starting, and are the same in every replay.
 *
 * @param next the first number to give
 * @param end the first number not to give
 * @param after the largest number that was resolved, with all before it, when this execution began
 * @param childSize how many numbers a child gets
 */
public record NumberBlock(long next, long end, long after, long childSize) {
    /** The block of a run's first workflow. */
    public static final NumberBlock WHOLE = new NumberBlock(1, 1_000_000_000_000L, 0, 1_000_000);

    void writeTo(Map<String, String> map) {
        map.put("next", Long.toString(next));
        map.put("end", Long.toString(end));
        map.put("after", Long.toString(after));
        map.put("childSize", Long.toString(childSize));
    }

    static Optional<NumberBlock> read(Map<String, String> map) {
        try {
            return Optional.of(new NumberBlock(
                    Long.parseLong(map.get("next")),
                    Long.parseLong(map.get("end")),
                    Long.parseLong(map.get("after")),
                    Long.parseLong(map.get("childSize"))));
        } catch (NumberFormatException missing) {
            return Optional.empty();
        }
    }
}
