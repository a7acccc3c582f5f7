package dev.understudy.alignment.tree;

import dev.understudy.alignment.TooWideException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Trees with so many parallel states that they cannot be listed: A* over the trace and the net, led by {@link Threads}. Among
 * equals the deepest is looked at first, which leads straight to the end where the bound is exact.
 */
final class ParallelSearch {
    private static final int MOST_NODES = 12_000_000;
    private static final int LOG = -1;
    private static final int START = -2;

    private final TreeNet net;
    private final List<String> trace;
    private final int[] events;
    private final int[] logCosts;
    private final int[][] byInput;
    private final Threads threads;
    private final int unit;
    private final List<int[]> markings = new ArrayList<>();
    private final Map<StateSpace.Marking, Integer> numbers = new HashMap<>();
    private final Nodes nodes = new Nodes();
    private final TreeMap<Integer, Deque<Integer>> open = new TreeMap<>();

    ParallelSearch(TreeNet net, List<String> trace, MoveCosts costs) {
        this.net = net;
        this.trace = trace;
        this.events = trace.stream()
                .mapToInt(label -> net.labels.getOrDefault(label, -2))
                .toArray();
        this.logCosts = trace.stream().mapToInt(costs::ofEvent).toArray();
        this.byInput = net.byInput();
        int divisor = 0;
        for (int cost : logCosts) {
            divisor = gcd(divisor, cost);
        }
        for (TreeNet.Transition transition : net.transitions) {
            divisor = gcd(divisor, transition.cost());
        }
        this.unit = Math.max(1, divisor);
        this.threads = new Threads(net, events, logCosts, unit);
    }

    TreeAlignment.Solution solve() {
        push(0, number(net.initial()), 0, -1, START, false);
        while (true) {
            Map.Entry<Integer, Deque<Integer>> least = open.firstEntry();
            if (least == null) {
                throw new IllegalStateException("the search for an alignment ended without one");
            }
            int node = least.getValue().pop();
            if (least.getValue().isEmpty()) {
                open.remove(least.getKey());
            }
            int event = nodes.event(node);
            int[] marking = markings.get(nodes.marking(node));
            if (nodes.cost(node) + threads.atLeast(event, marking) != least.getKey() || nodes.close(node)) {
                continue;
            }
            if (event == events.length && net.isFinal(marking)) {
                return new TreeAlignment.Solution(nodes.cost(node), moves(node));
            }
            expand(node, event, marking);
            if (nodes.size() > MOST_NODES) {
                throw new TooWideException(
                        "the parallel branches of the model share so many labels that an exact alignment" + " of "
                                + events.length + " events is out of reach");
            }
        }
    }

    private void expand(int node, int event, int[] marking) {
        int cost = nodes.cost(node);
        for (int place : marking) {
            for (int t : byInput[place]) {
                TreeNet.Transition transition = net.transitions.get(t);
                int[] fired = TreeNet.fire(marking, transition);
                if (fired != null) {
                    push(event, number(net.settled(fired)), cost + transition.cost(), node, t, false);
                }
            }
        }
        if (event == events.length) {
            return;
        }
        push(event + 1, nodes.marking(node), cost + logCosts[event], node, LOG, false);
        for (int place : marking) {
            for (int t : byInput[place]) {
                TreeNet.Transition transition = net.transitions.get(t);
                if (transition.label() >= 0 && transition.label() == events[event]) {
                    int[] fired = TreeNet.fire(marking, transition);
                    if (fired != null) {
                        push(event + 1, number(net.settled(fired)), cost, node, t, true);
                    }
                }
            }
        }
    }

    private void push(int event, int marking, int cost, int parent, int move, boolean together) {
        int node = nodes.improve(event, marking, cost, parent, move, together);
        if (node >= 0) {
            int bound = cost + threads.atLeast(event, markings.get(marking));
            open.computeIfAbsent(bound, b -> new ArrayDeque<>()).push(node);
        }
    }

    private int number(int[] marking) {
        return numbers.computeIfAbsent(new StateSpace.Marking(marking), m -> {
            markings.add(marking);
            return markings.size() - 1;
        });
    }

    private List<TreeMove> moves(int last) {
        List<TreeMove> moves = new ArrayList<>();
        for (int node = last; nodes.parent(node) >= 0; node = nodes.parent(node)) {
            int move = nodes.move(node);
            int event = nodes.event(node);
            if (move == LOG) {
                moves.add(new TreeMove(trace.get(event - 1), null));
            } else if (net.transitions.get(move).label() >= 0) {
                String task = net.names.get(net.transitions.get(move).label());
                moves.add(new TreeMove(nodes.together(node) ? trace.get(event - 1) : null, task));
            }
        }
        Collections.reverse(moves);
        return moves;
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    /** The nodes of the search in arrays: many millions fit. */
    private static final class Nodes {
        private int[] event = new int[1024];
        private int[] marking = new int[1024];
        private int[] cost = new int[1024];
        private int[] parent = new int[1024];
        private int[] move = new int[1024];
        private byte[] flags = new byte[1024];
        private int[] table = new int[4096];
        private int size;

        private static final byte TOGETHER = 1;
        private static final byte CLOSED = 2;

        int size() {
            return size;
        }

        int event(int node) {
            return event[node];
        }

        int marking(int node) {
            return marking[node];
        }

        int cost(int node) {
            return cost[node];
        }

        int parent(int node) {
            return parent[node];
        }

        int move(int node) {
            return move[node];
        }

        boolean together(int node) {
            return (flags[node] & TOGETHER) != 0;
        }

        /** Marks the node as done, and tells whether it was before. */
        boolean close(int node) {
            boolean closed = (flags[node] & CLOSED) != 0;
            flags[node] |= CLOSED;
            return closed;
        }

        /** The node, if it is new or cheaper than it was; else -1. */
        int improve(int atEvent, int atMarking, int newCost, int newParent, int newMove, boolean together) {
            int slot = slot(atEvent, atMarking);
            int node = table[slot] - 1;
            if (node < 0) {
                if (size == event.length) {
                    grow();
                }
                node = size++;
                table[slot] = size;
                event[node] = atEvent;
                marking[node] = atMarking;
                if (size * 2L > table.length) {
                    rehash();
                }
            } else if (newCost >= cost[node]) {
                return -1;
            }
            cost[node] = newCost;
            parent[node] = newParent;
            move[node] = newMove;
            flags[node] = together ? TOGETHER : 0;
            return node;
        }

        private int slot(int atEvent, int atMarking) {
            int mask = table.length - 1;
            long mixed = (atEvent * 0x9E3779B97F4A7C15L) ^ (atMarking * 0xC2B2AE3D27D4EB4FL);
            int slot = (int) (mixed ^ (mixed >>> 29)) & mask;
            while (table[slot] != 0 && (event[table[slot] - 1] != atEvent || marking[table[slot] - 1] != atMarking)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void grow() {
            int length = event.length * 2;
            event = Arrays.copyOf(event, length);
            marking = Arrays.copyOf(marking, length);
            cost = Arrays.copyOf(cost, length);
            parent = Arrays.copyOf(parent, length);
            move = Arrays.copyOf(move, length);
            flags = Arrays.copyOf(flags, length);
        }

        private void rehash() {
            table = new int[table.length * 2];
            for (int node = 0; node < size; node++) {
                table[slot(event[node], marking[node])] = node + 1;
            }
        }
    }
}
