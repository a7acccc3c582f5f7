package dev.understudy.shadow;

import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;

/** Calls that are made later than they were asked for, and behave as if they had not been. Used in workflow code only. */
final class Later {
    private Later() {}

    /** Makes the call when {@code opening} completes, in the scope that is current now. */
    static <R> Promise<R> after(Promise<Void> opening, Functions.Func<Promise<R>> call) {
        return after(opening, CancellationScope.current(), call);
    }

    /** Makes the call when {@code opening} completes. A cancellation of {@code asked} ends the waiting, or the call. */
    static <R> Promise<R> after(Promise<Void> opening, CancellationScope asked, Functions.Func<Promise<R>> call) {
        CompletablePromise<R> result = Workflow.newPromise();
        CancellationScope here = Workflow.newDetachedCancellationScope(() -> result.completeFrom(call.apply()));
        opening.handle((open, failure) -> {
            if (!result.isCompleted()) {
                if (failure == null) {
                    here.run();
                } else {
                    result.completeExceptionally(failure);
                }
            }
            return open;
        });
        asked.getCancellationRequest().thenApply(reason -> {
            if (opening.isCompleted()) {
                here.cancel(reason);
            } else {
                result.completeExceptionally(new CanceledFailure("cancelled while the run was held"));
            }
            return reason;
        });
        return result;
    }
}
