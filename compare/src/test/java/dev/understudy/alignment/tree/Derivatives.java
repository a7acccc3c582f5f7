package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The cost of an optimal alignment in the plainest way: what is left of a tree is a tree again, and Dijkstra walks over
 * (events left, tree left). Shares nothing with the solvers.
 */
final class Derivatives {
    private static final ProcessTree DONE = new ProcessTree.Seq(List.of());

    private Derivatives() {}

    static long cost(ProcessTree tree, List<String> trace, MoveCosts costs) {
        record State(int event, ProcessTree rest) {}
        record Entry(long cost, State state) {}
        Map<State, Long> best = new HashMap<>();
        PriorityQueue<Entry> open = new PriorityQueue<>(Comparator.comparingLong(Entry::cost));
        open.add(new Entry(0, new State(0, tree)));
        while (true) {
            Entry entry = open.remove();
            State state = entry.state();
            if (best.containsKey(state)) {
                continue;
            }
            best.put(state, entry.cost());
            if (state.event() == trace.size() && ended(state.rest())) {
                return entry.cost();
            }
            for (Step step : steps(state.rest())) {
                String label = step.label();
                int price = label == null ? 0 : costs.ofTask(label);
                open.add(new Entry(entry.cost() + price, new State(state.event(), step.rest())));
                if (label != null && state.event() < trace.size() && label.equals(trace.get(state.event()))) {
                    open.add(new Entry(entry.cost(), new State(state.event() + 1, step.rest())));
                }
            }
            if (state.event() < trace.size()) {
                int price = costs.ofEvent(trace.get(state.event()));
                open.add(new Entry(entry.cost() + price, new State(state.event() + 1, state.rest())));
            }
        }
    }

    private record Step(@Nullable String label, ProcessTree rest) {}

    private static boolean ended(ProcessTree tree) {
        return tree instanceof ProcessTree.Seq seq && seq.children().stream().allMatch(Derivatives::ended)
                || tree instanceof ProcessTree.Par par
                        && par.children().stream().allMatch(Derivatives::ended);
    }

    private static List<Step> steps(ProcessTree tree) {
        List<Step> steps = new ArrayList<>();
        if (tree instanceof ProcessTree.Task task) {
            steps.add(new Step(task.label(), DONE));
        } else if (tree instanceof ProcessTree.Tau) {
            steps.add(new Step(null, DONE));
        } else if (tree instanceof ProcessTree.Seq seq && !seq.children().isEmpty()) {
            ProcessTree first = seq.children().get(0);
            List<ProcessTree> rest = seq.children().subList(1, seq.children().size());
            if (ended(first)) {
                steps.add(new Step(null, new ProcessTree.Seq(rest)));
            }
            for (Step step : steps(first)) {
                // Kept flat, so that going round a loop comes back to an equal tree.
                List<ProcessTree> next = new ArrayList<>();
                if (step.rest() instanceof ProcessTree.Seq inner) {
                    next.addAll(inner.children());
                } else {
                    next.add(step.rest());
                }
                next.addAll(rest);
                steps.add(new Step(step.label(), next.size() == 1 ? next.get(0) : new ProcessTree.Seq(next)));
            }
        } else if (tree instanceof ProcessTree.Xor xor) {
            xor.children().forEach(child -> steps.add(new Step(null, child)));
        } else if (tree instanceof ProcessTree.Loop loop) {
            steps.add(new Step(null, loop.body()));
            steps.add(new Step(null, new ProcessTree.Seq(List.of(loop.body(), loop.redo(), loop))));
        } else if (tree instanceof ProcessTree.Par par) {
            for (int i = 0; i < par.children().size(); i++) {
                for (Step step : steps(par.children().get(i))) {
                    List<ProcessTree> next = new ArrayList<>(par.children());
                    next.set(i, step.rest());
                    steps.add(new Step(step.label(), new ProcessTree.Par(next)));
                }
            }
        }
        return steps;
    }
}
