package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.List;

/** A tree whose states all fit into one table: the table is the answer, and only has to be walked. */
final class GraphSolver {
    private GraphSolver() {}

    static TreeAlignment.Solution solve(TreeNet net, StateGraph graph, List<String> trace, MoveCosts costs) {
        int[] events = trace.stream()
                .mapToInt(label -> net.labels.getOrDefault(label, -2))
                .toArray();
        int[] logCosts = trace.stream().mapToInt(costs::ofEvent).toArray();
        Distances distances = new Distances(graph, events, logCosts);
        List<TreeMove> moves = new ArrayList<>();
        int i = 0;
        int s = graph.start;
        int silentSteps = 0;
        while (i < events.length || s != graph.end) {
            int rest = distances.from(i, s);
            int chosen = -1;
            boolean together = false;
            for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1] && !together; e++) {
                int to = graph.to[e];
                if (i < events.length && graph.label[e] == events[i] && distances.from(i + 1, to) == rest) {
                    chosen = e;
                    together = true;
                }
            }
            boolean logAlone = i < events.length && distances.from(i + 1, s) + logCosts[i] == rest;
            if (!together && !logAlone) {
                chosen = step(graph, distances, i, s);
                silentSteps++;
                if (silentSteps > graph.states) {
                    throw new IllegalStateException("the way through the model runs in a circle");
                }
            } else {
                silentSteps = 0;
            }
            if (together) {
                moves.add(new TreeMove(trace.get(i++), net.names.get(graph.label[chosen])));
                s = graph.to[chosen];
            } else if (logAlone) {
                moves.add(new TreeMove(trace.get(i++), null));
            } else {
                if (graph.label[chosen] >= 0) {
                    moves.add(new TreeMove(null, net.names.get(graph.label[chosen])));
                }
                s = graph.to[chosen];
            }
        }
        return new TreeAlignment.Solution(distances.from(0, graph.start), moves);
    }

    /** A move of the model alone on a cheapest way. Among free steps one that gets nearer to a move that is none. */
    static int step(StateGraph graph, Distances distances, int i, int s) {
        int steps = Integer.MAX_VALUE;
        int chosen = -1;
        for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
            if (distances.from(i, graph.to[e]) + graph.cost[e] == distances.from(i, s)) {
                int length = graph.cost[e] > 0 ? 0 : FreeSteps.length(graph, distances, i, graph.to[e]);
                if (length < steps) {
                    steps = length;
                    chosen = e;
                }
            }
        }
        if (chosen < 0) {
            throw new IllegalStateException("the table of distances leads nowhere");
        }
        return chosen;
    }
}
