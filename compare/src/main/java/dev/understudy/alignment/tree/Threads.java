package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A lower bound for trees with parallel branches. A thread is the tree as one token sees it, with one branch chosen at each
 * split, so that every task lies on at least one thread. What a task or an event costs is shared out among the threads on
 * which it lies, so that the exact costs of all threads, added, are never more than those of the whole (cost partitioning,
 * after Katz and Domshlak, 2010). An event whose label lies on other threads too costs nothing on a thread that does not
 * have all of its tasks, as it may be paired elsewhere.
 */
final class Threads {
    private static final int[] SCALES = {2520, 60, 12, 6, 2, 1};

    private final List<Distances> distances = new ArrayList<>();
    private final List<int[]> stateOfPlace = new ArrayList<>();
    private final int scale;
    private final int unit;

    /** @param unit a number that divides every cost */
    Threads(TreeNet net, int[] events, int[] logCosts, int unit) {
        this.unit = unit;
        long all = 1;
        for (int cost : logCosts) {
            all += cost;
        }
        for (TreeNet.Transition transition : net.transitions) {
            all += transition.cost();
        }
        int chosen = 1;
        for (int candidate : SCALES) {
            if (all * candidate < Distances.FAR) {
                chosen = candidate;
                break;
            }
        }
        scale = chosen;
        int[] withAll = new int[net.names.size()];
        boolean[][] lacks = new boolean[net.names.size()][net.threads()];
        for (TreeNet.Transition transition : net.transitions) {
            if (transition.label() >= 0) {
                boolean[] has = new boolean[net.threads()];
                Arrays.stream(transition.through()).forEach(k -> has[k] = true);
                for (int k = 0; k < has.length; k++) {
                    lacks[transition.label()][k] |= !has[k];
                }
            }
        }
        for (int label = 0; label < lacks.length; label++) {
            for (boolean lack : lacks[label]) {
                withAll[label] += lack ? 0 : 1;
            }
        }
        for (int k = 0; k < net.threads(); k++) {
            int[] shares = new int[events.length];
            for (int i = 0; i < events.length; i++) {
                int sharers = events[i] < 0 ? net.threads() : lacks[events[i]][k] ? 0 : withAll[events[i]];
                shares[i] = sharers == 0 ? 0 : (int) ((long) logCosts[i] * scale / sharers);
            }
            distances.add(new Distances(graph(net, k), events, shares));
        }
    }

    /** The least that the rest can cost from this place of the trace and this state of the net. */
    int atLeast(int event, int[] marking) {
        long sum = 0;
        for (int k = 0; k < distances.size(); k++) {
            int[] states = stateOfPlace.get(k);
            for (int place : marking) {
                if (states[place] >= 0) {
                    sum += distances.get(k).from(event, states[place]);
                    break;
                }
            }
        }
        // A real cost is a multiple of the unit.
        long whole = (long) scale * unit;
        return (int) ((sum + whole - 1) / whole * unit);
    }

    private StateGraph graph(TreeNet net, int thread) {
        int[] states = new int[net.places()];
        Arrays.fill(states, -1);
        List<int[]> edges = new ArrayList<>();
        int count = 0;
        states[net.start] = count++;
        states[net.end] = count++;
        for (int t = 0; t < net.transitions.size(); t++) {
            TreeNet.Transition transition = net.transitions.get(t);
            int at = Arrays.binarySearch(transition.through(), thread);
            if (at < 0) {
                continue;
            }
            int in =
                    transition.in()[transition.in().length == 1 ? 0 : transition.branchOf()[at]];
            int out = transition
                    .out()[transition.out().length == 1 ? 0 : transition.branchOf()[at]];
            for (int place : new int[] {in, out}) {
                if (states[place] < 0) {
                    states[place] = count++;
                }
            }
            int share = (int) ((long) transition.cost() * scale / transition.through().length);
            edges.add(new int[] {states[in], states[out], transition.label(), share, t});
        }
        stateOfPlace.add(states);
        return new StateGraph(count, states[net.start], states[net.end], edges.toArray(int[][]::new));
    }
}
