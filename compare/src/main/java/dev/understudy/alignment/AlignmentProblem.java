package dev.understudy.alignment;

/**
 * What is to be aligned: a sequence on the left with a partially ordered set on the right, and what each move costs. Costs are
 * not negative.
 */
public interface AlignmentProblem {
    /** The cost of a pair that cannot be. */
    long NEVER = Long.MAX_VALUE / 4;

    /** How many elements the left side has. */
    int left();

    /** How many elements the right side has, numbered in the order in which they came to be. */
    int right();

    /** What it costs to leave the left element without a partner. */
    long leftAlone(int i);

    /** What it costs to leave the right element without a partner. */
    long rightAlone(int j);

    /** What it costs to pair both; {@link #NEVER} where they cannot be paired. */
    long together(int i, int j);

    /** The right elements that the left one can be paired with, ascending; by default all. */
    default int[] partners(int i) {
        return java.util.stream.IntStream.range(0, right()).toArray();
    }

    /**
     * The number of right elements, from the first one, that must come before element {@code j}; {@code j} itself for a total
     * order, 0 for an element that follows none.
     */
    int after(int j);

    /**
     * Whether pairing {@code i} with {@code j}, when they are the next ones on both sides, is part of some optimal alignment.
     * {@code false} is always right, and slower.
     */
    default boolean surely(int i, int j) {
        return false;
    }

    /** Whether the two right elements can stand in for each other in every pair. {@code false} is always right. */
    default boolean interchangeable(int j, int k) {
        return false;
    }
}
