package dev.understudy.alignment.tree;

import dev.understudy.alignment.TooWideException;
import java.util.List;

/**
 * The least costly alignment of a trace with a process tree.
 *
 * @param cost the sum of all moves without a partner
 * @param fitness 1 minus the cost's share of the worst case, in which no event has a partner and the model takes its
 *     cheapest way: 1 for a trace that the tree allows. After Adriansyah, van Dongen and van der Aalst (2011)
 * @param moves in order, without silent steps
 */
public record TreeAlignment(long cost, double fitness, List<TreeMove> moves) {
    /** Cells of a table that is filled without a second thought, and of the largest one that fits beside all else. */
    private static final long SMALL = 2_000_000;

    private static final long LARGE = 200_000_000;

    public TreeAlignment {
        moves = List.copyOf(moves);
    }

    /**
     * Exact; of several that cost the same, always the same one.
     *
     * @throws TooWideException where parallel branches that share labels make the search too large
     */
    public static TreeAlignment of(ProcessTree tree, List<String> trace, MoveCosts costs) {
        Solution solution = SequenceSolver.solve(tree, trace, costs).orElseGet(() -> solve(tree, trace, costs));
        long worst = CheapestRun.cost(tree, costs);
        for (String event : trace) {
            worst += costs.ofEvent(event);
        }
        double fitness = worst == 0 ? 1.0 : 1.0 - (double) solution.cost() / worst;
        return new TreeAlignment(solution.cost(), fitness, solution.moves());
    }

    private static Solution solve(ProcessTree tree, List<String> trace, MoveCosts costs) {
        TreeNet net = new TreeNet(tree, costs);
        long cells = net.threads() == 1 ? LARGE : SMALL;
        return StateSpace.of(net, trace.size(), cells)
                .map(space -> GraphSolver.solve(net, space, trace, costs))
                .orElseGet(() -> search(net, trace, costs));
    }

    private static Solution search(TreeNet net, List<String> trace, MoveCosts costs) {
        try {
            return new ParallelSearch(net, trace, costs).solve();
        } catch (TooWideException e) {
            // The bound was of no use; perhaps all states fit into a large table after all.
            return StateSpace.of(net, trace.size(), LARGE)
                    .map(space -> GraphSolver.solve(net, space, trace, costs))
                    .orElseThrow(() -> e);
        }
    }

    /** What a solver found. */
    record Solution(long cost, List<TreeMove> moves) {}
}
