package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A process tree as a net of places and transitions. At any time each parallel branch holds one token; a state is the sorted
 * set of marked places. The net of a tree is safe and always able to end.
 */
final class TreeNet {
    /** The label of a silent transition. */
    static final int SILENT = -1;

    final List<Transition> transitions = new ArrayList<>();
    final Map<String, Integer> labels = new HashMap<>();
    final List<String> names = new ArrayList<>();
    private final MoveCosts costs;
    private final int threads;
    private int places;
    private int @org.jspecify.annotations.Nullable [] forced;
    final int start;
    final int end;

    TreeNet(ProcessTree tree, MoveCosts costs) {
        this.costs = costs;
        this.threads = width(tree);
        start = places++;
        end = places++;
        int[] all = new int[threads];
        Arrays.setAll(all, k -> k);
        add(tree, start, end, all);
    }

    int places() {
        return places;
    }

    /** How many tokens there can be at most. */
    int threads() {
        return threads;
    }

    int[] initial() {
        return settled(new int[] {start});
    }

    /** Whether the state is the end of the tree. */
    boolean isFinal(int[] marking) {
        return marking.length == 1 && marking[0] == end;
    }

    /** The transitions that take from each place, by place. */
    int[][] byInput() {
        List<List<Integer>> lists = new ArrayList<>();
        for (int p = 0; p < places; p++) {
            lists.add(new ArrayList<>());
        }
        for (int t = 0; t < transitions.size(); t++) {
            // A join is looked at once, from its first input.
            lists.get(transitions.get(t).in()[0]).add(t);
        }
        return lists.stream()
                .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    /** The state after firing the transition; null where it is not enabled. */
    static int @org.jspecify.annotations.Nullable [] fire(int[] marking, Transition transition) {
        for (int place : transition.in()) {
            if (Arrays.binarySearch(marking, place) < 0) {
                return null;
            }
        }
        int[] next = new int[marking.length - transition.in().length + transition.out().length];
        int n = 0;
        for (int place : marking) {
            boolean taken = false;
            for (int in : transition.in()) {
                taken |= in == place;
            }
            if (!taken) {
                next[n++] = place;
            }
        }
        for (int place : transition.out()) {
            next[n++] = place;
        }
        Arrays.sort(next);
        return next;
    }

    /**
     * The state after all silent transitions that cannot be avoided: from places with no other way on. Nothing is lost by
     * firing them at once.
     */
    int[] settled(int[] marking) {
        int[] way = forced();
        int[] at = marking;
        for (int k = 0; k < at.length; k++) {
            if (way[at[k]] >= 0) {
                int[] next = fire(at, transitions.get(way[at[k]]));
                if (next != null) {
                    at = next;
                    k = -1;
                }
            }
        }
        return at;
    }

    private int[] forced() {
        if (forced == null) {
            int[][] byInput = byInput();
            forced = new int[places];
            for (int p = 0; p < places; p++) {
                boolean only =
                        byInput[p].length == 1 && transitions.get(byInput[p][0]).label() == SILENT;
                forced[p] = only ? byInput[p][0] : -1;
            }
        }
        return forced;
    }

    /** How many tokens there can be at most in the tree. */
    private static int width(ProcessTree tree) {
        if (tree instanceof ProcessTree.Par par) {
            return Math.max(1, par.children().stream().mapToInt(TreeNet::width).sum());
        } else if (tree instanceof ProcessTree.Seq seq) {
            return seq.children().stream().mapToInt(TreeNet::width).max().orElse(1);
        } else if (tree instanceof ProcessTree.Xor xor) {
            return xor.children().stream().mapToInt(TreeNet::width).max().orElse(1);
        } else if (tree instanceof ProcessTree.Loop loop) {
            return Math.max(width(loop.body()), width(loop.redo()));
        }
        return 1;
    }

    /** @param through the threads that pass through the tree: at least as many as it is wide */
    private void add(ProcessTree tree, int in, int out, int[] through) {
        if (tree instanceof ProcessTree.Task task) {
            int label = labels.computeIfAbsent(task.label(), text -> names.size());
            if (label == names.size()) {
                names.add(task.label());
            }
            transitions.add(new Transition(
                    new int[] {in}, new int[] {out}, label, costs.ofTask(task.label()), through, new int[0]));
        } else if (tree instanceof ProcessTree.Tau) {
            silent(in, out, through);
        } else if (tree instanceof ProcessTree.Seq seq) {
            int at = in;
            for (int i = 0; i < seq.children().size(); i++) {
                int next = i == seq.children().size() - 1 ? out : places++;
                add(seq.children().get(i), at, next, through);
                at = next;
            }
            if (seq.children().isEmpty()) {
                silent(in, out, through);
            }
        } else if (tree instanceof ProcessTree.Xor xor) {
            xor.children().forEach(child -> add(child, in, out, through));
        } else if (tree instanceof ProcessTree.Loop loop) {
            // Places of its own, so that the way back does not lead to what else begins at the same place.
            int before = places++;
            int after = places++;
            silent(in, before, through);
            add(loop.body(), before, after, through);
            add(loop.redo(), after, before, through);
            silent(after, out, through);
        } else if (tree instanceof ProcessTree.Par par) {
            if (par.children().isEmpty()) {
                silent(in, out, through);
            } else {
                addParallel(par, in, out, through);
            }
        }
    }

    private void addParallel(ProcessTree.Par par, int in, int out, int[] through) {
        int branches = par.children().size();
        int[] entries = new int[branches];
        int[] exits = new int[branches];
        for (int b = 0; b < branches; b++) {
            entries[b] = places++;
            exits[b] = places++;
        }
        // Each branch gets as many threads as it is wide; what is left goes round.
        int[] branchOf = new int[through.length];
        int given = 0;
        for (int b = 0; b < branches; b++) {
            for (int w = width(par.children().get(b)); w > 0; w--) {
                branchOf[given++] = b;
            }
        }
        for (int b = 0; given < branchOf.length; b = (b + 1) % branches) {
            branchOf[given++] = b;
        }
        transitions.add(new Transition(new int[] {in}, entries, SILENT, 0, through, branchOf));
        for (int b = 0; b < branches; b++) {
            int branch = b;
            int[] inBranch = java.util.stream.IntStream.range(0, through.length)
                    .filter(k -> branchOf[k] == branch)
                    .map(k -> through[k])
                    .toArray();
            add(par.children().get(b), entries[b], exits[b], inBranch);
        }
        transitions.add(new Transition(exits, new int[] {out}, SILENT, 0, through, branchOf));
    }

    private void silent(int in, int out, int[] through) {
        transitions.add(new Transition(new int[] {in}, new int[] {out}, SILENT, 0, through, new int[0]));
    }

    /**
     * A step of the net.
     *
     * @param in places; several for the join of parallel branches
     * @param out places; several for their split
     * @param through the threads that pass here, see {@link Threads}
     * @param branchOf for a split and a join: the branch of each thread of {@code through}
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Transition(int[] in, int[] out, int label, int cost, int[] through, int[] branchOf) {}
}
