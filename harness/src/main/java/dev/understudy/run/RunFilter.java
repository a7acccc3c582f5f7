package dev.understudy.run;

import dev.understudy.operation.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which runs to list; null asks for nothing.
 *
 * @param since started at or after
 * @param until started before
 */
public record RunFilter(
        @Nullable String runbook,
        @Nullable String target,
        @Nullable String workflowType,
        @Nullable String operator,
        @Nullable Mode mode,
        @Nullable RunState state,
        @Nullable Instant since,
        @Nullable Instant until) {
    public static final RunFilter ANY = new RunFilter(null, null, null, null, null, null, null, null);

    public RunFilter runbook(@Nullable String value) {
        return new RunFilter(value, target, workflowType, operator, mode, state, since, until);
    }

    public RunFilter target(@Nullable String value) {
        return new RunFilter(runbook, value, workflowType, operator, mode, state, since, until);
    }

    public RunFilter workflowType(@Nullable String value) {
        return new RunFilter(runbook, target, value, operator, mode, state, since, until);
    }

    public RunFilter operator(@Nullable String value) {
        return new RunFilter(runbook, target, workflowType, value, mode, state, since, until);
    }

    public RunFilter mode(@Nullable Mode value) {
        return new RunFilter(runbook, target, workflowType, operator, value, state, since, until);
    }

    public RunFilter state(@Nullable RunState value) {
        return new RunFilter(runbook, target, workflowType, operator, mode, value, since, until);
    }

    public RunFilter since(@Nullable Instant value) {
        return new RunFilter(runbook, target, workflowType, operator, mode, state, value, until);
    }

    public RunFilter until(@Nullable Instant value) {
        return new RunFilter(runbook, target, workflowType, operator, mode, state, since, value);
    }
}
