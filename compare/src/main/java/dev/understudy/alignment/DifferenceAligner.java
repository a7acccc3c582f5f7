package dev.understudy.alignment;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Two long sequences that are nearly the same: a search of the least cost that runs along equal stretches without branching,
 * so that the work grows with the differences (A*, with the least that the difference of the remaining lengths must cost).
 */
final class DifferenceAligner {
    /** About 60 bytes each. */
    private static final int MOST_NODES = 20_000_000;

    private final AlignmentProblem problem;
    private final int n;
    private final int m;
    private final long leastLeft;
    private final long leastRight;

    DifferenceAligner(AlignmentProblem problem) {
        this.problem = problem;
        this.n = problem.left();
        this.m = problem.right();
        long left = AlignmentProblem.NEVER;
        for (int i = 0; i < n; i++) {
            left = Math.min(left, problem.leftAlone(i));
        }
        long right = AlignmentProblem.NEVER;
        for (int j = 0; j < m; j++) {
            right = Math.min(right, problem.rightAlone(j));
        }
        leastLeft = left;
        leastRight = right;
    }

    Alignment align() {
        PriorityQueue<Node> open = new PriorityQueue<>();
        Map<Long, Long> best = new HashMap<>();
        push(open, best, new Node(0, 0, 0, 0, null));
        while (true) {
            Node node = open.poll();
            if (node == null) {
                throw new IllegalStateException("the search for an alignment ended without one");
            }
            if (node.cost > best.getOrDefault(key(node.i, node.j), Long.MAX_VALUE)) {
                continue;
            }
            int i = node.i;
            int j = node.j;
            while (i < n && j < m && problem.surely(i, j)) {
                i++;
                j++;
            }
            if (i == n && j == m) {
                return Alignment.of(problem, trace(node));
            }
            if (best.size() > MOST_NODES) {
                throw new TooWideException("two sequences of " + n + " and " + m
                        + " actions differ in so much that they cannot be aligned exactly");
            }
            long cost = node.cost;
            if (i < n && j < m) {
                long together = problem.together(i, j);
                if (together < AlignmentProblem.NEVER) {
                    push(open, best, new Node(i + 1, j + 1, cost + together, 0, node));
                }
            }
            if (i < n) {
                push(open, best, new Node(i + 1, j, cost + problem.leftAlone(i), 0, node));
            }
            if (j < m) {
                push(open, best, new Node(i, j + 1, cost + problem.rightAlone(j), 0, node));
            }
        }
    }

    private void push(PriorityQueue<Node> open, Map<Long, Long> best, Node node) {
        long key = key(node.i, node.j);
        Long known = best.get(key);
        if (known == null || node.cost < known) {
            best.put(key, node.cost);
            long leftRest = n - node.i;
            long rightRest = m - node.j;
            long least =
                    leftRest > rightRest ? (leftRest - rightRest) * leastLeft : (rightRest - leftRest) * leastRight;
            node.bound = node.cost + least;
            open.add(node);
        }
    }

    private long key(int i, int j) {
        return (long) i * (m + 1L) + j;
    }

    private int[] trace(Node last) {
        int[] rightOfLeft = new int[n];
        Arrays.fill(rightOfLeft, Alignment.NONE);
        int i = n;
        int j = m;
        for (@Nullable Node node = last; node != null; node = node.parent) {
            // From the node's own place the search ran along equal elements up to (i, j), or a move of its child
            // further.
            int length = Math.min(i - node.i, j - node.j);
            for (int k = 0; k < length; k++) {
                rightOfLeft[node.i + k] = node.j + k;
            }
            i = node.i;
            j = node.j;
        }
        return rightOfLeft;
    }

    private static final class Node implements Comparable<Node> {
        final int i;
        final int j;
        final long cost;
        long bound;
        final @Nullable Node parent;

        Node(int i, int j, long cost, long bound, @Nullable Node parent) {
            this.i = i;
            this.j = j;
            this.cost = cost;
            this.bound = bound;
            this.parent = parent;
        }

        @Override
        public int compareTo(Node other) {
            int byBound = Long.compare(bound, other.bound);
            if (byBound != 0) {
                return byBound;
            }
            // The deeper one first; then the same order on every machine.
            int byDepth = Long.compare((long) other.i + other.j, (long) i + j);
            return byDepth != 0 ? byDepth : Integer.compare(other.i, i);
        }
    }
}
