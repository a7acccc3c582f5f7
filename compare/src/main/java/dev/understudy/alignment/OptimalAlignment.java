package dev.understudy.alignment;

/** Finds an optimal alignment: of all that cost least always the same one. */
public final class OptimalAlignment {
    /** Tables of up to this many cells are filled in whole: that is fastest, and takes as many bytes. */
    private static final long SMALL = 25_000_000;

    private OptimalAlignment() {}

    /** @throws TooWideException where the right side is so unordered and so repetitive that no exact answer is in reach */
    public static Alignment of(AlignmentProblem problem) {
        if (!isTotal(problem)) {
            return new PartialOrderAligner(problem).align();
        }
        return (long) problem.left() * problem.right() <= SMALL
                ? new TableAligner(problem).align()
                : new DifferenceAligner(problem).align();
    }

    private static boolean isTotal(AlignmentProblem problem) {
        for (int j = 0; j < problem.right(); j++) {
            if (problem.after(j) < j) {
                return false;
            }
        }
        return true;
    }
}
