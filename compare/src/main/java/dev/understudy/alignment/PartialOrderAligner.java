package dev.understudy.alignment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * A sequence against an interval order ({@link AlignmentProblem#after}).
 *
 * <p>A set of pairs is an alignment when no two share an element and no two contradict the order; since the order is
 * transitive, it is enough to look at pairs of pairs. So only pairs that could gain something matter, and they fall apart
 * into components that do not touch each other. Within a component the left elements are taken in their order. What earlier
 * choices forbid is one number, the largest {@code after} among the right elements used (all before it are too late), and
 * the used ones behind it; equal states are kept once, the better one.
 */
final class PartialOrderAligner {
    private static final int MOST_STATES = 3_000_000;

    private final AlignmentProblem problem;
    private final List<Candidate> candidates = new ArrayList<>();

    PartialOrderAligner(AlignmentProblem problem) {
        this.problem = problem;
        for (int i = 0; i < problem.left(); i++) {
            for (int j : problem.partners(i)) {
                long together = problem.together(i, j);
                if (together < AlignmentProblem.NEVER) {
                    long gain = problem.leftAlone(i) + problem.rightAlone(j) - together;
                    if (gain > 0) {
                        candidates.add(new Candidate(i, j, gain));
                    }
                }
            }
        }
    }

    Alignment align() {
        int[] rightOfLeft = new int[problem.left()];
        Arrays.fill(rightOfLeft, Alignment.NONE);
        for (List<Candidate> component : components()) {
            for (@Nullable State state = solve(component); state != null; state = state.parent) {
                if (state.pair != null) {
                    rightOfLeft[state.pair.i] = state.pair.j;
                }
            }
        }
        return Alignment.of(problem, rightOfLeft);
    }

    /** Candidates that can touch each other, directly or by others. */
    private List<List<Candidate>> components() {
        int[] root = new int[candidates.size()];
        Arrays.setAll(root, k -> k);
        Map<Integer, Integer> ofLeft = new HashMap<>();
        Map<Integer, Integer> ofRight = new HashMap<>();
        // Swept by left element: a pair contradicts an earlier one whose right element must come behind its own. Pairs
        // that
        // were joined need only the farthest of their bounds.
        PriorityQueue<Bound> bounds = new PriorityQueue<>();
        for (int a = 0; a < root.length; a++) {
            Candidate pair = candidates.get(a);
            union(root, a, ofLeft.getOrDefault(pair.i, -1));
            ofLeft.put(pair.i, a);
            union(root, a, ofRight.getOrDefault(pair.j, -1));
            ofRight.put(pair.j, a);
            int farthest = problem.after(pair.j);
            for (Bound bound = bounds.peek(); bound != null && bound.after > pair.j; bound = bounds.peek()) {
                bounds.poll();
                union(root, a, bound.candidate);
                farthest = Math.max(farthest, bound.after);
            }
            bounds.add(new Bound(farthest, a));
        }
        Map<Integer, List<Candidate>> byRoot = new LinkedHashMap<>();
        for (int a = 0; a < root.length; a++) {
            byRoot.computeIfAbsent(find(root, a), r -> new ArrayList<>()).add(candidates.get(a));
        }
        return new ArrayList<>(byRoot.values());
    }

    private static void union(int[] root, int a, int b) {
        if (b >= 0) {
            root[find(root, a)] = find(root, b);
        }
    }

    private static int find(int[] root, int a) {
        int r = a;
        while (root[r] != r) {
            root[r] = root[root[r]];
            r = root[r];
        }
        return r;
    }

    private State solve(List<Candidate> component) {
        Map<Integer, List<Candidate>> byLeft = new LinkedHashMap<>();
        component.stream()
                .sorted(Comparator.comparingInt((Candidate c) -> c.i).thenComparingInt(c -> c.j))
                .forEach(
                        c -> byLeft.computeIfAbsent(c.i, i -> new ArrayList<>()).add(c));
        List<List<Candidate>> lefts = new ArrayList<>(byLeft.values());
        long[] hope = new long[lefts.size() + 1];
        for (int k = lefts.size() - 1; k >= 0; k--) {
            hope[k] = hope[k + 1]
                    + lefts.get(k).stream().mapToLong(c -> c.gain).max().orElse(0);
        }
        Map<Key, State> states = new LinkedHashMap<>();
        State start = new State(0, new BitSet(), 0, null, null);
        states.put(start.key(), start);
        long floor = greedy(lefts);
        for (int k = 0; k < lefts.size(); k++) {
            Map<Key, State> next = new LinkedHashMap<>();
            BitSet wanted = new BitSet();
            lefts.subList(k + 1, lefts.size()).forEach(left -> left.forEach(c -> wanted.set(c.j)));
            for (State state : states.values()) {
                for (Candidate pair : lefts.get(k)) {
                    if (pair.j >= state.tooLate && !state.used.get(pair.j) && !pointless(pair, lefts.get(k), state)) {
                        keep(next, step(state, pair, wanted), hope[k + 1], floor);
                    }
                }
                keep(next, step(state, null, wanted), hope[k + 1], floor);
            }
            states = next;
            if (states.size() > MOST_STATES) {
                throw new TooWideException("too many actions of the same sort could go together in too many ways ("
                        + component.size() + " pairs)");
            }
        }
        State best = start;
        for (State state : states.values()) {
            if (best == start || state.gain > best.gain) {
                best = state;
            }
        }
        return best;
    }

    /** Whether an interchangeable right element is free that came earlier and forbids no more. */
    private boolean pointless(Candidate pair, List<Candidate> others, State state) {
        for (Candidate other : others) {
            if (other.j < pair.j
                    && other.gain == pair.gain
                    && other.j >= state.tooLate
                    && !state.used.get(other.j)
                    && problem.after(other.j) <= problem.after(pair.j)
                    && problem.interchangeable(other.j, pair.j)) {
                return true;
            }
        }
        return false;
    }

    private State step(State state, @Nullable Candidate pair, BitSet wanted) {
        int tooLate = pair == null ? state.tooLate : Math.max(state.tooLate, problem.after(pair.j));
        BitSet used = (BitSet) state.used.clone();
        if (pair != null) {
            used.set(pair.j);
        }
        // What nobody can want any more tells states apart for nothing.
        used.and(wanted);
        used.clear(0, tooLate);
        return new State(tooLate, used, state.gain + (pair == null ? 0 : pair.gain), pair, state);
    }

    private static void keep(Map<Key, State> states, State state, long hope, long floor) {
        if (state.gain + hope >= floor) {
            Key key = state.key();
            State known = states.get(key);
            if (known == null || state.gain > known.gain) {
                states.put(key, state);
            }
        }
    }

    /** What simply taking the next best pair gains: the optimum is at least that. */
    private long greedy(List<List<Candidate>> lefts) {
        State state = new State(0, new BitSet(), 0, null, null);
        BitSet all = new BitSet();
        all.set(0, problem.right());
        for (List<Candidate> left : lefts) {
            @Nullable Candidate best = null;
            for (Candidate pair : left) {
                if (pair.j >= state.tooLate && !state.used.get(pair.j) && (best == null || pair.gain > best.gain)) {
                    best = pair;
                }
            }
            state = step(state, best, all);
        }
        return state.gain;
    }

    private static final class Candidate {
        final int i;
        final int j;
        final long gain;

        Candidate(int i, int j, long gain) {
            this.i = i;
            this.j = j;
            this.gain = gain;
        }
    }

    private record Bound(int after, int candidate) implements Comparable<Bound> {
        @Override
        public int compareTo(Bound other) {
            return Integer.compare(other.after, after);
        }
    }

    private record Key(int tooLate, BitSet used) {}

    private static final class State {
        final int tooLate;
        final BitSet used;
        final long gain;
        final @Nullable Candidate pair;
        final @Nullable State parent;

        State(int tooLate, BitSet used, long gain, @Nullable Candidate pair, @Nullable State parent) {
            this.tooLate = tooLate;
            this.used = used;
            this.gain = gain;
            this.pair = pair;
            this.parent = parent;
        }

        Key key() {
            return new Key(tooLate, used);
        }
    }
}
