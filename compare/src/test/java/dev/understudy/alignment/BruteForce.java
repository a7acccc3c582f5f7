package dev.understudy.alignment;

/** The cost of an optimal alignment by trying every pairing. */
final class BruteForce {
    private BruteForce() {}

    static long cost(AlignmentProblem problem) {
        return cost(problem, 0, new int[problem.left()], new boolean[problem.right()]);
    }

    private static long cost(AlignmentProblem problem, int i, int[] partner, boolean[] used) {
        if (i == problem.left()) {
            long rest = 0;
            for (int j = 0; j < used.length; j++) {
                rest += used[j] ? 0 : problem.rightAlone(j);
            }
            return rest;
        }
        partner[i] = Alignment.NONE;
        long best = problem.leftAlone(i) + cost(problem, i + 1, partner, used);
        for (int j = 0; j < used.length; j++) {
            if (!used[j] && problem.together(i, j) < AlignmentProblem.NEVER && fits(problem, i, j, partner)) {
                used[j] = true;
                partner[i] = j;
                best = Math.min(best, problem.together(i, j) + cost(problem, i + 1, partner, used));
                used[j] = false;
            }
        }
        return best;
    }

    /** The order: element j must not be among those that have to come before one that was paired earlier. */
    private static boolean fits(AlignmentProblem problem, int i, int j, int[] partner) {
        for (int k = 0; k < i; k++) {
            if (partner[k] != Alignment.NONE && j < problem.after(partner[k])) {
                return false;
            }
        }
        return true;
    }
}
