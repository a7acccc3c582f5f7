package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.alignment.ActionProblem;
import dev.understudy.alignment.Alignment;
import dev.understudy.alignment.OptimalAlignment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which write of the operator goes with which prediction: the optimal alignment, and after it the same acts that were left
 * over on both sides because they were done in another order.
 */
final class Pairing {
    private final List<Attempts> observed;
    private final List<ResolvedPrediction> predicted;
    private final int[] after;
    private final int[] rightOfLeft;
    private final Set<Integer> moved = new HashSet<>();

    Pairing(List<Attempts> observed, List<ResolvedPrediction> predicted) {
        this.observed = observed;
        this.predicted = predicted;
        this.after = after(predicted);
        Alignment alignment = OptimalAlignment.of(new ActionProblem(
                observed.stream().map(attempts -> attempts.last().action()).toList(),
                predicted.stream().map(one -> one.action()).toList(),
                after));
        this.rightOfLeft = new int[observed.size()];
        for (int i = 0; i < rightOfLeft.length; i++) {
            rightOfLeft[i] = alignment.rightOf(i);
        }
        pairLeftOvers();
    }

    /** The operator's writes, with their tries, in order. */
    List<Attempts> observed() {
        return observed;
    }

    /** The predicted writes in the order of their sequence. */
    List<ResolvedPrediction> predicted() {
        return predicted;
    }

    /** Whether the pair is in another order than predicted, whether that matters or not. */
    boolean moved(int left) {
        return moved.contains(left);
    }

    /** The index of the prediction that goes with the write; {@link Alignment#NONE} for none. */
    int rightOf(int left) {
        return rightOfLeft[left];
    }

    /** Whether the pair is in another order than predicted, and the order matters. */
    boolean reordered(int left) {
        if (!moved.contains(left)) {
            return false;
        }
        Action act = action(left);
        for (int other = 0; other < rightOfLeft.length; other++) {
            if (other != left
                    && rightOfLeft[other] != Alignment.NONE
                    && crosses(left, other)
                    && !commute(act, action(other))) {
                return true;
            }
        }
        return false;
    }

    private void pairLeftOvers() {
        Set<Integer> free = new HashSet<>();
        for (int j = 0; j < predicted.size(); j++) {
            free.add(j);
        }
        Arrays.stream(rightOfLeft).forEach(free::remove);
        List<Integer> inOrder = new ArrayList<>(free);
        inOrder.sort(null);
        for (int i = 0; i < rightOfLeft.length; i++) {
            if (rightOfLeft[i] != Alignment.NONE) {
                continue;
            }
            for (int j : inOrder) {
                if (free.contains(j) && action(i).sameAs(predicted.get(j).action())) {
                    rightOfLeft[i] = j;
                    free.remove(j);
                    moved.add(i);
                    break;
                }
            }
        }
    }

    private boolean crosses(int left, int other) {
        int mine = rightOfLeft[left];
        int theirs = rightOfLeft[other];
        return left < other ? theirs < after[mine] : mine < after[theirs];
    }

    /**
     * Whether two acts give the same in either order: the same operation on things that have nothing to do with each other,
     * and nothing that is lost on the way. Anything else may be a barrier, so its order matters.
     */
    private static boolean commute(Action a, Action b) {
        boolean harmless = a.effect() == Effect.WRITE && b.effect() == Effect.WRITE
                || a.object().startsWith("file:") && b.object().startsWith("file:");
        return harmless && a.operation().equals(b.operation()) && !Relation.related(a, b);
    }

    private Action action(int left) {
        return observed.get(left).last().action();
    }

    private static int[] after(List<ResolvedPrediction> predicted) {
        int[] after = new int[predicted.size()];
        for (int j = 0; j < after.length; j++) {
            long bound = predicted.get(j).prediction().after();
            int count = 0;
            while (count < j && predicted.get(count).prediction().sequence() <= bound) {
                count++;
            }
            after[j] = count;
        }
        return after;
    }
}
