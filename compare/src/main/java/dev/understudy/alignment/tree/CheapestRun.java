package dev.understudy.alignment.tree;

/** What the cheapest way through a tree costs when no event goes with it. */
final class CheapestRun {
    private CheapestRun() {}

    static long cost(ProcessTree tree, MoveCosts costs) {
        if (tree instanceof ProcessTree.Task task) {
            return costs.ofTask(task.label());
        } else if (tree instanceof ProcessTree.Seq seq) {
            return seq.children().stream()
                    .mapToLong(child -> cost(child, costs))
                    .sum();
        } else if (tree instanceof ProcessTree.Par par) {
            return par.children().stream()
                    .mapToLong(child -> cost(child, costs))
                    .sum();
        } else if (tree instanceof ProcessTree.Xor xor) {
            return xor.children().stream()
                    .mapToLong(child -> cost(child, costs))
                    .min()
                    .orElse(0);
        } else if (tree instanceof ProcessTree.Loop loop) {
            return cost(loop.body(), costs);
        }
        return 0;
    }
}
