package dev.understudy.alignment.tree;

import dev.understudy.alignment.Alignment;
import dev.understudy.alignment.AlignmentProblem;
import dev.understudy.alignment.OptimalAlignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Trees that are only tasks in a row: two sequences, for which there is a faster way. */
final class SequenceSolver {
    private SequenceSolver() {}

    /** Empty for any other tree. */
    static Optional<TreeAlignment.Solution> solve(ProcessTree tree, List<String> trace, MoveCosts costs) {
        List<String> tasks = new ArrayList<>();
        if (!collect(tree, tasks)) {
            return Optional.empty();
        }
        Map<String, Integer> numbers = new HashMap<>();
        int[] left = number(trace, numbers);
        int[] right = number(tasks, numbers);
        int[] leftCosts = trace.stream().mapToInt(costs::ofEvent).toArray();
        int[] rightCosts = tasks.stream().mapToInt(costs::ofTask).toArray();
        Alignment alignment = OptimalAlignment.of(new AlignmentProblem() {
            @Override
            public int left() {
                return left.length;
            }

            @Override
            public int right() {
                return right.length;
            }

            @Override
            public long leftAlone(int i) {
                return leftCosts[i];
            }

            @Override
            public long rightAlone(int j) {
                return rightCosts[j];
            }

            @Override
            public long together(int i, int j) {
                return left[i] == right[j] ? 0 : NEVER;
            }

            @Override
            public int after(int j) {
                return j;
            }

            @Override
            public boolean surely(int i, int j) {
                return left[i] == right[j];
            }
        });
        List<TreeMove> moves = new ArrayList<>();
        int j = 0;
        for (int i = 0; i < left.length; i++) {
            int partner = alignment.rightOf(i);
            for (; j < partner; j++) {
                moves.add(new TreeMove(null, tasks.get(j)));
            }
            if (partner == Alignment.NONE) {
                moves.add(new TreeMove(trace.get(i), null));
            } else {
                moves.add(new TreeMove(trace.get(i), tasks.get(j++)));
            }
        }
        for (; j < right.length; j++) {
            moves.add(new TreeMove(null, tasks.get(j)));
        }
        return Optional.of(new TreeAlignment.Solution(alignment.cost(), moves));
    }

    private static boolean collect(ProcessTree tree, List<String> tasks) {
        if (tree instanceof ProcessTree.Task task) {
            tasks.add(task.label());
            return true;
        }
        return tree instanceof ProcessTree.Tau
                || tree instanceof ProcessTree.Seq seq
                        && seq.children().stream().allMatch(child -> collect(child, tasks));
    }

    private static int[] number(List<String> labels, Map<String, Integer> numbers) {
        return labels.stream()
                .mapToInt(label -> numbers.computeIfAbsent(label, text -> numbers.size()))
                .toArray();
    }
}
