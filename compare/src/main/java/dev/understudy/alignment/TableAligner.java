package dev.understudy.alignment;

import java.util.Arrays;

/**
 * The classical table of Needleman and Wunsch for two sequences: cell (i, j) holds what the rests from i and j cost. Ties go
 * to the pair, then to the left element alone.
 */
final class TableAligner {
    private static final byte PAIR = 0;
    private static final byte LEFT = 1;
    private static final byte RIGHT = 2;

    private final AlignmentProblem problem;
    private final int n;
    private final int m;

    TableAligner(AlignmentProblem problem) {
        this.problem = problem;
        this.n = problem.left();
        this.m = problem.right();
    }

    Alignment align() {
        long[] rightAlone = new long[m];
        for (int j = 0; j < m; j++) {
            rightAlone[j] = problem.rightAlone(j);
        }
        byte[][] moves = new byte[n + 1][m + 1];
        long[] below = new long[m + 1];
        long[] row = new long[m + 1];
        for (int j = m - 1; j >= 0; j--) {
            below[j] = below[j + 1] + rightAlone[j];
            moves[n][j] = RIGHT;
        }
        for (int i = n - 1; i >= 0; i--) {
            long leftAlone = problem.leftAlone(i);
            row[m] = below[m] + leftAlone;
            moves[i][m] = LEFT;
            for (int j = m - 1; j >= 0; j--) {
                long best = below[j + 1] + problem.together(i, j);
                byte move = PAIR;
                if (below[j] + leftAlone < best) {
                    best = below[j] + leftAlone;
                    move = LEFT;
                }
                if (row[j + 1] + rightAlone[j] < best) {
                    best = row[j + 1] + rightAlone[j];
                    move = RIGHT;
                }
                row[j] = best;
                moves[i][j] = move;
            }
            long[] swap = below;
            below = row;
            row = swap;
        }
        return Alignment.of(problem, trace(moves));
    }

    private int[] trace(byte[][] moves) {
        int[] rightOfLeft = new int[n];
        Arrays.fill(rightOfLeft, Alignment.NONE);
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            switch (moves[i][j]) {
                case PAIR -> rightOfLeft[i++] = j++;
                case LEFT -> i++;
                default -> j++;
            }
        }
        return rightOfLeft;
    }
}
