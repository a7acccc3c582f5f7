package dev.understudy.alignment.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Keeps a walk along steps that cost nothing from going in a circle: how many of them until something else can follow. */
final class FreeSteps {
    private FreeSteps() {}

    /** The least number of free steps from the state to the end, or to one from which another move continues optimally. */
    static int length(StateGraph graph, Distances distances, int i, int from) {
        Map<Integer, Integer> lengths = new HashMap<>(Map.of(from, 0));
        Deque<Integer> queue = new ArrayDeque<>();
        queue.add(from);
        while (!queue.isEmpty()) {
            int s = queue.remove();
            int length = lengths.getOrDefault(s, 0);
            if (goesOn(graph, distances, i, s)) {
                return length;
            }
            for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
                int to = graph.to[e];
                if (graph.cost[e] == 0
                        && distances.from(i, to) == distances.from(i, s)
                        && lengths.putIfAbsent(to, length + 1) == null) {
                    queue.add(to);
                }
            }
        }
        return Integer.MAX_VALUE - 1;
    }

    private static boolean goesOn(StateGraph graph, Distances distances, int i, int s) {
        int rest = distances.from(i, s);
        boolean more = i < distances.events.length;
        if (!more && s == graph.end || more && distances.from(i + 1, s) + distances.logCosts[i] == rest) {
            return true;
        }
        if (more && distances.goesOnTogether(i, s)) {
            return true;
        }
        for (int e = graph.firstEdge[s]; e < graph.firstEdge[s + 1]; e++) {
            if (graph.cost[e] > 0 && distances.from(i, graph.to[e]) + graph.cost[e] == rest) {
                return true;
            }
        }
        return false;
    }
}
