package dev.understudy.shadow;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Closed while a run is paused; operations that are asked for then wait before it. Used in workflow code only. */
final class Gate {
    private @Nullable CompletablePromise<Void> closed;

    void close() {
        if (closed == null) {
            closed = Workflow.newPromise();
        }
    }

    void open() {
        CompletablePromise<Void> was = closed;
        closed = null;
        if (was != null) {
            was.complete(null);
        }
    }

    /** Makes the call at once, or, in the same scope, when the pause ends. A cancellation of the scope ends the waiting. */
    <R> Promise<R> whenOpen(Functions.Func<Promise<R>> call) {
        Promise<Void> opening = closed;
        if (opening == null) {
            return call.apply();
        }
        CompletablePromise<R> result = Workflow.newPromise();
        CancellationScope here = Workflow.newCancellationScope(() -> result.completeFrom(call.apply()));
        opening.thenApply(open -> {
            if (!result.isCompleted()) {
                here.run();
            }
            return open;
        });
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            if (!opening.isCompleted()) {
                result.completeExceptionally(new CanceledFailure("cancelled while the run was paused"));
            }
            return reason;
        });
        return result;
    }
}
