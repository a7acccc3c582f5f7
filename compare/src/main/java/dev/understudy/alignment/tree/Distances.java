package dev.understudy.alignment.tree;

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
    private final int[][] table;

    /** @param logCosts for each event, what it costs to leave it without a partner */
    Distances(StateGraph graph, int[] events, int[] logCosts) {
        this.graph = graph;
        this.events = events;
        this.logCosts = logCosts;
        int n = events.length;
        table = new int[n + 1][];
        int[] last = new int[graph.states];
        java.util.Arrays.fill(last, FAR);
        last[graph.end] = 0;
        relax(last);
        table[n] = last;
        for (int i = n - 1; i >= 0; i--) {
            table[i] = layer(i, table[i + 1]);
        }
    }

    int from(int event, int state) {
        return table[event][state];
    }

    private int[] layer(int i, int[] below) {
        int[] row = new int[graph.states];
        int event = events[i];
        int logCost = logCosts[i];
        for (int s = 0; s < row.length; s++) {
            int best = Math.min(FAR, below[s] + logCost);
            for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
                if (graph.label[e] == event && below[graph.to[e]] < best) {
                    best = below[graph.to[e]];
                }
            }
            row[s] = best;
        }
        relax(row);
        return row;
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
