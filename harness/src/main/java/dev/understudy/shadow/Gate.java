package dev.understudy.shadow;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Closed while a run is held; operations that are asked for then wait before it. A worker that finds the run held sends a
 * write back ({@link RunHeld}): that closes the gate as well, and the write is asked for again when it opens. Used in workflow
 * code only.
 */
final class Gate {
    private @Nullable CompletablePromise<Void> closed;
    /** All holds of the run up to this number have ended, as far as it was told. */
    private long released;
    /** Holds without a place among the run's, of which it was told that they have ended. */
    private final Set<Long> over = new HashSet<>();

    void close() {
        if (closed == null) {
            closed = Workflow.newPromise();
        }
    }

    void open(long upTo) {
        if (upTo < 0) {
            over.add(upTo);
        }
        released = Math.max(released, upTo);
        CompletablePromise<Void> was = closed;
        closed = null;
        if (was != null) {
            was.complete(null);
        }
    }

    /** Makes the call at once, or, in the same scope, when the run is no longer held. */
    <R> Promise<R> whenOpen(Functions.Func<Promise<R>> call) {
        Promise<Void> opening = closed;
        CancellationScope asked = CancellationScope.current();
        return orAgain(opening == null ? call.apply() : Later.after(opening, asked, call), asked, call);
    }

    private <R> Promise<R> orAgain(Promise<R> attempt, CancellationScope asked, Functions.Func<Promise<R>> call) {
        CompletablePromise<R> result = Workflow.newPromise();
        attempt.handle((value, failure) -> {
            OptionalLong hold = RunHeld.in(failure);
            if (failure == null) {
                result.complete(value);
            } else if (hold.isEmpty()) {
                result.completeExceptionally(failure);
            } else {
                result.completeFrom(orAgain(Later.after(released(hold.getAsLong()), asked, call), asked, call));
            }
            return null;
        });
        return result;
    }

    /** Completed already where the hold had ended before the write that it sent back arrived here. */
    private Promise<Void> released(long hold) {
        if (hold < 0 ? !over.remove(hold) : hold > released) {
            close();
        }
        Promise<Void> opening = closed;
        return opening == null ? Workflow.newPromise((Void) null) : opening;
    }
}
