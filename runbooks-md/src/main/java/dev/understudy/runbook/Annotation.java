package dev.understudy.runbook;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the author declared about a step, by the attributes of its fence ({@code {name=drain effect=write}}) or by a comment
 * above it ({@code <!-- step: id=drain effect=write -->}). All of it is optional.
 *
 * @param named whether the step's id is the author's own
 * @param effect what the step can do to the world; null where the author doesn't say
 * @param waitAtMost the longest time that the step waits; null where the author doesn't say
 * @param capture the name under which the step's output is used later ({@code HOST_ID}); null for none
 * @param expect a text that the step's output holds if all is well; null for none
 */
public record Annotation(
        boolean named,
        @Nullable DeclaredEffect effect,
        @Nullable Duration waitAtMost,
        @Nullable String capture,
        @Nullable String expect) {
    public static final Annotation NONE = new Annotation(false, null, null, null, null);
}
