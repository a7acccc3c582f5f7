package dev.understudy.alignment.tree;

import java.util.Arrays;

/**
 * For every place of the trace and every state of an automaton, what the rest costs at least: the table of a shortest path,
 * filled from the end of the trace.
 */
final class Distances {
    /** Far beyond every real cost, and far below overflow. */
    static final int FAR = 1 << 29;

    final StateGraph graph;
    final int[] events;
    final int[] logCosts;
    private final int[] rewards;
    private final int[][] table;

    /** @param logCosts for each event, what it costs to leave it without a partner */
    Distances(StateGraph graph, int[] events, int[] logCosts) {
        this(graph, events, logCosts, new int[events.length]);
        fill();
    }

    /**
     * A table that is not filled yet.
     *
     * @param rewards for each event, what is gained by giving it a partner, shared among the threads of the partner
     */
    Distances(StateGraph graph, int[] events, int[] logCosts, int[] rewards) {
        this.graph = graph;
        this.events = events;
        this.logCosts = logCosts;
        this.rewards = rewards;
        this.table = new int[events.length + 1][graph.states];
    }

    /** Fills the table, again after rewards have changed. */
    void fill() {
        int n = events.length;
        Arrays.fill(table[n], FAR);
        table[n][graph.end] = 0;
        relax(table[n]);
        for (int i = n - 1; i >= 0; i--) {
            layer(i, table[i + 1], table[i]);
        }
    }

    /** Which edge gives each event its partner on one cheapest way; -1 for none. */
    int[] partners() {
        int[] partners = new int[events.length];
        int s = graph.start;
        int steps = 0;
        for (int i = 0; i < events.length; ) {
            int rest = table[i][s];
            int edge = -1;
            for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1] && edge < 0; e++) {
                if (graph.label[e] == events[i] && table[i + 1][graph.to[e]] - rewards[i] / graph.cover[e] == rest) {
                    edge = e;
                }
            }
            if (edge >= 0 || table[i + 1][s] + logCosts[i] == rest) {
                partners[i++] = edge;
                s = edge >= 0 ? graph.to[edge] : s;
                steps = 0;
                continue;
            }
            int step = GraphSolver.step(graph, this, i, s);
            s = graph.to[step];
            if (++steps > graph.states) {
                throw new IllegalStateException("the way through the model runs in a circle");
            }
        }
        return partners;
    }

    boolean goesOnTogether(int i, int s) {
        for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
            if (graph.label[e] == events[i] && table[i + 1][graph.to[e]] - rewards[i] / graph.cover[e] == table[i][s]) {
                return true;
            }
        }
        return false;
    }

    int from(int event, int state) {
        return table[event][state];
    }

    private void layer(int i, int[] below, int[] row) {
        int event = events[i];
        int logCost = logCosts[i];
        int reward = rewards[i];
        for (int s = 0; s < row.length; s++) {
            int best = Math.min(FAR, below[s] + logCost);
            for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
                if (graph.label[e] == event) {
                    best = Math.min(best, below[graph.to[e]] - reward / graph.cover[e]);
                }
            }
            row[s] = best;
        }
        relax(row);
    }

    /** Lets the model move alone, until nothing gets cheaper: once through where there are no circles. */
    private void relax(int[] row) {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int s : graph.order) {
                int best = row[s];
                for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
                    int through = row[graph.to[e]] + graph.cost[e];
                    if (through < best) {
                        best = through;
                    }
                }
                if (best < row[s]) {
                    row[s] = best;
                    changed = true;
                }
            }
        }
    }
}
