package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.Operation;
import org.jspecify.annotations.Nullable;

/** What the arguments of an activity say about what it does. */
final class Arguments {
    private Arguments() {}

    /** The operation, where the activity's single argument is one; null otherwise: then it counts as a write. */
    static @Nullable Operation<?> operation(@Nullable Object @Nullable [] args) {
        return args != null && args.length == 1 && args[0] instanceof Operation<?> operation ? operation : null;
    }

    /** What is known of an activity whose argument says nothing. */
    static Action unknown(String activityType) {
        return Action.of(Effect.UNKNOWN, "perform", "activity:" + activityType);
    }
}
