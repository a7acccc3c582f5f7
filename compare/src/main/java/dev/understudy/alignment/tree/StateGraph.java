package dev.understudy.alignment.tree;

import java.util.Arrays;

/**
 * A finite automaton: states, and edges that are silent or carry a label, each with the cost of taking it without an event.
 * Edges lie in arrays, sorted by where they come from.
 */
final class StateGraph {
    final int states;
    final int start;
    final int end;
    final int[] firstEdge;
    final int[] to;
    final int[] label;
    final int[] cost;
    final int[] transition;
    final int[] cover;
    /** Every state behind those that it leads to, as far as there are no circles. */
    final int[] order;

    /** @param edges rows of from, to, label, cost, transition, and among how many threads the transition is shared */
    StateGraph(int states, int start, int end, int[][] edges) {
        this.states = states;
        this.start = start;
        this.end = end;
        Arrays.sort(edges, (a, b) -> Integer.compare(a[0], b[0]));
        firstEdge = new int[states + 1];
        to = new int[edges.length];
        label = new int[edges.length];
        cost = new int[edges.length];
        transition = new int[edges.length];
        cover = new int[edges.length];
        for (int[] edge : edges) {
            firstEdge[edge[0] + 1]++;
        }
        for (int s = 0; s < states; s++) {
            firstEdge[s + 1] += firstEdge[s];
        }
        for (int e = 0; e < edges.length; e++) {
            to[e] = edges[e][1];
            label[e] = edges[e][2];
            cost[e] = edges[e][3];
            transition[e] = edges[e][4];
            cover[e] = edges[e][5];
        }
        order = postOrder();
    }

    private int[] postOrder() {
        int[] found = new int[states];
        int n = 0;
        boolean[] seen = new boolean[states];
        int[] stack = new int[states];
        int[] next = new int[states];
        for (int root = 0; root < states; root++) {
            int s = root == 0 ? start : root;
            if (seen[s]) {
                continue;
            }
            int depth = 0;
            stack[0] = s;
            seen[s] = true;
            next[s] = firstEdge[s];
            while (depth >= 0) {
                int at = stack[depth];
                if (next[at] < firstEdge[at + 1]) {
                    int child = to[next[at]++];
                    if (!seen[child]) {
                        seen[child] = true;
                        next[child] = firstEdge[child];
                        stack[++depth] = child;
                    }
                } else {
                    found[n++] = at;
                    depth--;
                }
            }
        }
        if (n < states && !seen[0]) {
            // The start was taken in place of state 0, which nothing leads to.
            found[n++] = 0;
        }
        return found;
    }
}
