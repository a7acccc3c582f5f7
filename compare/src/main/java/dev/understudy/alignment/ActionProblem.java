package dev.understudy.alignment;

import dev.understudy.action.Action;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Observed actions on the left, predicted ones on the right, with the costs of {@link CostTable}. */
public final class ActionProblem implements AlignmentProblem {
    private final List<Action> left;
    private final List<Action> right;
    private final int[] after;
    private final int[] leftAct;
    private final int[] rightAct;
    private final int[] leftKind;
    private final int[] rightKind;
    private final boolean[] uneven;
    private final int[][] rightOfKind;

    /** @param after for each predicted action, how many of the first predicted actions must come before it */
    public ActionProblem(List<Action> left, List<Action> right, int[] after) {
        this.left = List.copyOf(left);
        this.right = List.copyOf(right);
        this.after = after.clone();
        Map<String, Integer> kinds = new HashMap<>();
        Map<String, Integer> acts = new HashMap<>();
        leftKind = numbers(left, kinds, false);
        rightKind = numbers(right, kinds, false);
        leftAct = numbers(left, acts, true);
        rightAct = numbers(right, acts, true);
        uneven = new boolean[kinds.size()];
        rightOfKind = new int[kinds.size()][0];
        Map<Integer, List<Integer>> ofKind = new HashMap<>();
        for (int j = 0; j < rightKind.length; j++) {
            ofKind.computeIfAbsent(rightKind[j], kind -> new ArrayList<>()).add(j);
        }
        ofKind.forEach((kind, js) ->
                rightOfKind[kind] = js.stream().mapToInt(Integer::intValue).toArray());
        markUneven(left, leftKind);
        markUneven(right, rightKind);
    }

    /** Every predicted action follows the one before it. */
    public static ActionProblem ofSequences(List<Action> left, List<Action> right) {
        int[] after = new int[right.size()];
        Arrays.setAll(after, j -> j);
        return new ActionProblem(left, right, after);
    }

    @Override
    public int left() {
        return left.size();
    }

    @Override
    public int right() {
        return right.size();
    }

    @Override
    public long leftAlone(int i) {
        return CostTable.alone(left.get(i));
    }

    @Override
    public long rightAlone(int j) {
        return CostTable.alone(right.get(j));
    }

    @Override
    public long together(int i, int j) {
        if (leftKind[i] != rightKind[j]) {
            return NEVER;
        }
        return leftAct[i] == rightAct[j] ? 0 : CostTable.together(left.get(i), right.get(j));
    }

    @Override
    public int[] partners(int i) {
        return rightOfKind[leftKind[i]];
    }

    @Override
    public int after(int j) {
        return after[j];
    }

    /**
     * Equal heads may always be paired where all actions of their kind cost the same alone: whatever one of them was paired
     * with instead is of the same kind, and can take its place as the unpaired one at no greater cost.
     */
    @Override
    public boolean surely(int i, int j) {
        return leftAct[i] == rightAct[j] && !uneven[leftKind[i]];
    }

    @Override
    public boolean interchangeable(int j, int k) {
        return rightAct[j] == rightAct[k] && rightAlone(j) == rightAlone(k);
    }

    private static int[] numbers(List<Action> actions, Map<String, Integer> known, boolean fields) {
        int[] numbers = new int[actions.size()];
        for (int i = 0; i < numbers.length; i++) {
            Action action = actions.get(i);
            String text = action.operation() + '\n' + action.object() + (fields ? "\n" + action.fields() : "");
            numbers[i] = known.computeIfAbsent(text, t -> known.size());
        }
        return numbers;
    }

    private void markUneven(List<Action> actions, int[] kinds) {
        Map<Integer, Long> costs = new HashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            long cost = CostTable.alone(actions.get(i));
            Long known = costs.putIfAbsent(kinds[i], cost);
            if (known != null && known != cost) {
                uneven[kinds[i]] = true;
            }
        }
    }
}
