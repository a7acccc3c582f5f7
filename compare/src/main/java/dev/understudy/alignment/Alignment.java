package dev.understudy.alignment;

import java.util.Arrays;

/** An optimal alignment: which elements are paired, and what all moves cost together. Immutable. */
public final class Alignment {
    /** Stands for no partner. */
    public static final int NONE = -1;

    private final long cost;
    private final int[] rightOfLeft;
    private final int[] leftOfRight;

    Alignment(long cost, int[] rightOfLeft, int right) {
        this.cost = cost;
        this.rightOfLeft = rightOfLeft.clone();
        this.leftOfRight = new int[right];
        Arrays.fill(leftOfRight, NONE);
        for (int i = 0; i < rightOfLeft.length; i++) {
            if (rightOfLeft[i] != NONE) {
                leftOfRight[rightOfLeft[i]] = i;
            }
        }
    }

    /** Of this pairing, the costs added up. */
    static Alignment of(AlignmentProblem problem, int[] rightOfLeft) {
        long cost = 0;
        boolean[] paired = new boolean[problem.right()];
        for (int i = 0; i < rightOfLeft.length; i++) {
            if (rightOfLeft[i] == NONE) {
                cost += problem.leftAlone(i);
            } else {
                cost += problem.together(i, rightOfLeft[i]);
                paired[rightOfLeft[i]] = true;
            }
        }
        for (int j = 0; j < paired.length; j++) {
            cost += paired[j] ? 0 : problem.rightAlone(j);
        }
        return new Alignment(cost, rightOfLeft, problem.right());
    }

    public long cost() {
        return cost;
    }

    /** The partner of the left element; {@link #NONE} for none. */
    public int rightOf(int left) {
        return rightOfLeft[left];
    }

    /** The partner of the right element; {@link #NONE} for none. */
    public int leftOf(int right) {
        return leftOfRight[right];
    }
}
