package dev.understudy.alignment;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import java.util.Objects;
import java.util.TreeSet;

/**
 * What moves cost: an unmatched read 10, a write or an action of unknown effect 1000, a destructive one 5000. The same
 * operation on the same object with other fields costs from half of one such action up to nearly all of it, the more the more
 * fields differ: always less than two unmatched ones.
 */
public final class CostTable {
    private static final long READ = 10;
    private static final long WRITE = 1_000;
    private static final long DESTRUCTIVE = 5_000;

    private CostTable() {}

    /** What it costs to leave the action without a partner. */
    public static long alone(Action action) {
        return alone(action.effect());
    }

    private static long alone(Effect effect) {
        return switch (effect) {
            case READ -> READ;
            case WRITE, UNKNOWN -> WRITE;
            case DESTRUCTIVE -> DESTRUCTIVE;
        };
    }

    /** What it costs to pair the two: 0 for the same act, {@link AlignmentProblem#NEVER} for different kinds of acts. */
    public static long together(Action a, Action b) {
        if (!a.sameKindAs(b)) {
            return AlignmentProblem.NEVER;
        }
        TreeSet<String> names = new TreeSet<>(a.fields().keySet());
        names.addAll(b.fields().keySet());
        long differing = names.stream()
                .filter(name -> !Objects.equals(a.fields().get(name), b.fields().get(name)))
                .count();
        if (differing == 0) {
            return 0;
        }
        long one = Math.min(alone(a), alone(b));
        return one / 2 + one * 2 * differing / (5L * names.size());
    }
}
