package dev.understudy.shadow;

import java.util.TreeMap;

/**
 * Numbers the operations of one workflow execution in the order in which it asks for them, and knows what each of them had
 * to wait for. Deterministic; used in workflow code, so not thread-safe and free of clocks.
 */
final class Numbering {
    private final long end;
    private final long childSize;
    private long next;
    private long resolvedBefore;
    /** Whether something that this execution cannot see was open when it began: then what follows what stays unknown. */
    private final boolean beganBesideOthers;
    /** First number of each open operation or child → the last number that it stands for. */
    private final TreeMap<Long, Long> open = new TreeMap<>();

    Numbering(NumberBlock block) {
        this.next = block.next();
        this.end = block.end();
        this.childSize = block.childSize();
        this.resolvedBefore = block.after();
        this.beganBesideOthers = block.after() < block.next() - 1;
    }

    /** The largest number such that it and all before it are resolved. */
    long after() {
        return resolvedBefore;
    }

    /** The number of an operation that is asked for now; open until {@link #resolved}. */
    long take() {
        long number = next++;
        if (number >= end) {
            throw new IllegalStateException("this workflow has used up its operation numbers, up to " + end
                    + ": let it continue as new, or let fewer child workflows nest");
        }
        open.put(number, number);
        return number;
    }

    /** The numbers of a child that is started now; open until {@link #resolved} of the block's first number. */
    NumberBlock takeBlock() {
        long first = next;
        long last = first + childSize - 1;
        if (childSize < 10 || last >= end) {
            throw new IllegalStateException("child workflows nest too deeply to number their operations");
        }
        NumberBlock block = new NumberBlock(first, last + 1, after(), childSize / 100);
        next = last + 1;
        open.put(first, last);
        return block;
    }

    void resolved(long first) {
        Long last = open.remove(first);
        if (last != null && !beganBesideOthers) {
            resolvedBefore = open.isEmpty() ? next - 1 : open.firstKey() - 1;
        }
    }

    /** What a continuation of this execution may give. */
    NumberBlock rest() {
        return new NumberBlock(next, end, after(), childSize);
    }
}
