package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A lower bound for trees with parallel branches. A thread is the tree as one token sees it, with one branch chosen at each
 * split, so that every task lies on at least one thread. What a task costs is shared out among its threads. That an event has
 * one partner at most is what ties the threads together; it is relaxed with a price for each event (Lagrange's
 * multipliers): every thread may pair the event and earns its price, and an unpaired event costs no more than its price.
 * For any prices the sum over threads is never more than the real cost. Prices of events that only one branch wants are
 * what they cost alone; those that several branches want are found by subgradient ascent.
 */
final class Threads {
    private static final int[] SCALES = {2520, 60, 12, 6, 2, 1};
    private static final int ROUNDS = 60;

    private final List<Distances> distances = new ArrayList<>();
    private final List<int[]> stateOfPlace = new ArrayList<>();
    private final int[] prices;
    private final long[] pricesBehind;
    private final int scale;
    private final int unit;

    /** @param unit a number that divides every cost */
    Threads(TreeNet net, int[] events, int[] logCosts, int unit) {
        this.unit = unit;
        this.scale = scale(net, logCosts);
        Contest contest = new Contest(net);
        prices = new int[events.length];
        pricesBehind = new long[events.length + 1];
        boolean contested = false;
        for (int i = 0; i < events.length; i++) {
            boolean wanted = events[i] >= 0 && contest.isContested(events[i]);
            contested |= wanted;
            prices[i] = wanted
                    ? contest.rounded(events[i], (long) logCosts[i] * scale / 2)
                    : events[i] < 0 ? logCosts[i] * scale : contest.rounded(events[i], (long) logCosts[i] * scale);
        }
        int[] free = new int[events.length];
        for (int k = 0; k < net.threads(); k++) {
            Distances table = new Distances(graph(net, k), events, free, prices);
            table.fill();
            distances.add(table);
        }
        if (contested) {
            ascend(contest, events, logCosts);
        }
        for (int i = events.length - 1; i >= 0; i--) {
            pricesBehind[i] = pricesBehind[i + 1] + prices[i];
        }
    }

    /** The least that the rest can cost from this place of the trace and this state of the net. */
    int atLeast(int event, int[] marking) {
        long sum = pricesBehind[event];
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
        return sum <= 0 ? 0 : (int) ((sum + whole - 1) / whole * unit);
    }

    /** Raises the price of events that nobody took, and lowers that of events that several threads took, in ever smaller steps. */
    private void ascend(Contest contest, int[] events, int[] logCosts) {
        int[] best = prices.clone();
        long bestBound = bound();
        double step = scale * 0.3;
        for (int round = 0; round < ROUNDS; round++) {
            double[] taken = new double[events.length];
            for (Distances table : distances) {
                int[] partners = table.partners();
                for (int i = 0; i < partners.length; i++) {
                    taken[i] += partners[i] < 0 ? 0 : 1.0 / table.graph.cover[partners[i]];
                }
            }
            boolean changed = false;
            for (int i = 0; i < events.length; i++) {
                if (events[i] >= 0 && contest.isContested(events[i])) {
                    long price = Math.min(
                            (long) logCosts[i] * scale, prices[i] + Math.round(step * (1 - taken[i]) * logCosts[i]));
                    int rounded = contest.rounded(events[i], price);
                    changed |= rounded != prices[i];
                    prices[i] = rounded;
                }
            }
            if (!changed) {
                break;
            }
            distances.forEach(Distances::fill);
            long bound = bound();
            if (bound > bestBound) {
                bestBound = bound;
                System.arraycopy(prices, 0, best, 0, best.length);
            }
            step *= 0.93;
        }
        System.arraycopy(best, 0, prices, 0, best.length);
        distances.forEach(Distances::fill);
    }

    private long bound() {
        long sum = 0;
        for (int price : prices) {
            sum += price;
        }
        for (Distances table : distances) {
            sum += table.from(0, table.graph.start);
        }
        return sum;
    }

    private static int scale(TreeNet net, int[] logCosts) {
        long all = 1;
        for (int cost : logCosts) {
            all += cost;
        }
        for (TreeNet.Transition transition : net.transitions) {
            all += transition.cost();
        }
        for (int candidate : SCALES) {
            if (all * candidate < Distances.FAR / 2) {
                return candidate;
            }
        }
        return 1;
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
            int cover = transition.through().length;
            int share = (int) ((long) transition.cost() * scale / cover);
            edges.add(new int[] {states[in], states[out], transition.label(), share, t, cover});
        }
        stateOfPlace.add(states);
        return new StateGraph(count, states[net.start], states[net.end], edges.toArray(int[][]::new));
    }
}
