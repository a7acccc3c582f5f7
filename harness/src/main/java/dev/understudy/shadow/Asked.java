package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.control.Held;
import dev.understudy.operation.Mode;
import dev.understudy.operation.NotObserved;
import dev.understudy.operation.Observation;
import dev.understudy.operation.Operation;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions;
import io.temporal.workflow.Promise;
import org.jspecify.annotations.Nullable;

/** An operation that the workflow asks for, from the asking to its result. Used in workflow code only. */
final class Asked<R> {
    /** The type of the failure by which a shadow stops where the operator went on without its write. */
    static final String NOT_OBSERVED = "NotObserved";

    private final Execution execution;
    private final String activityType;
    private final @Nullable WriteOperation<?> write;
    private final @Nullable Operation<?> operation;
    private final World before;
    private final long after;
    private final long sequence;

    Asked(Execution execution, String activityType, @Nullable Object @Nullable [] args) {
        this.execution = execution;
        this.activityType = activityType;
        this.operation = Arguments.operation(args);
        this.write = operation instanceof WriteOperation<?> asked ? asked : null;
        this.before = write == null ? World.UNTOUCHED : execution.write(write.action());
        this.after = execution.numbering().after();
        this.sequence = execution.numbering().take();
    }

    OperationHeader header(@Nullable String step) {
        return new OperationHeader(execution.header(), sequence, after, step, execution.cancelled());
    }

    /** In SHADOW a write has its result once it is known what the operator did; everything else is left as it is. */
    Promise<R> inTheLightOfTheOperator(Promise<R> result, String activityId) {
        WriteOperation<?> withheld = write;
        if (withheld == null || execution.header().mode() != Mode.SHADOW) {
            return result;
        }
        Promise<String> cancellation = CancellationScope.current().getCancellationRequest();
        execution.awaited().asked();
        Promise<R> known = result.thenCompose(simulated -> {
            CompletablePromise<Observed> outcome = execution.awaited().outcome(sequence);
            cancellation.thenApply(reason -> {
                execution.awaited().forget(sequence);
                outcome.completeExceptionally(cancelled(activityId));
                return reason;
            });
            return outcome.thenApply(observed -> observed(withheld, observed, simulated));
        });
        known.handle((value, failure) -> {
            execution.awaited().settled();
            return null;
        });
        return known;
    }

    /** The same promise, which on its completion lets later operations say that they came after this one. */
    Promise<R> resolved(Promise<R> result) {
        return result.handle((value, failure) -> {
            execution.ended(sequence, value, failure);
            if (failure != null) {
                throw failure;
            }
            return value;
        });
    }

    /** Makes the call when it may be made: not while the run is held and, step by step, not before a person approved it. */
    Promise<R> whenAllowed(@Nullable String step, Functions.Func<Promise<R>> call) {
        if (!execution.asksForApproval()) {
            return execution.gate().whenOpen(call);
        }
        Action action = operation == null ? Arguments.unknown(activityType) : operation.action();
        if (operation instanceof ReadOperation<?> && !action.effect().mayWrite()) {
            return execution.gate().whenOpen(call);
        }
        Held held = new Held(sequence, activityType, step, action);
        return Later.after(
                execution.approving().ask(held), () -> execution.gate().whenOpen(call));
    }

    @SuppressWarnings("unchecked")
    private R observed(WriteOperation<?> withheld, Observed observed, R simulated) {
        if (observed.action() == null) {
            if (execution.header().manner().notObserved() == NotObserved.STOP) {
                throw failed(ApplicationFailure.newNonRetryableFailure(
                        "the operator went on without: " + withheld.action().summary()
                                + ". What would follow from it is not known, so the shadow stops",
                        NOT_OBSERVED));
            }
            return simulated;
        }
        try {
            return (R)
                    withheld.observed(new Observation(observed.action(), observed.exit(), observed.output(), before));
        } catch (RuntimeException e) {
            throw failed(ApplicationFailure.newNonRetryableFailureWithCause(
                    activityType + " has no result for what the operator did: " + e.getMessage(),
                    "ObservedResultFailed",
                    e));
        }
    }

    /** What the workflow gets where its activity is cancelled, as Temporal itself would say it. */
    private ActivityFailure cancelled(String activityId) {
        return new ActivityFailure(
                "Activity cancelled",
                0,
                0,
                activityType,
                activityId,
                RetryState.RETRY_STATE_CANCEL_REQUESTED,
                "",
                new CanceledFailure("cancelled while waiting for the operator"));
    }

    private ActivityFailure failed(ApplicationFailure cause) {
        return new ActivityFailure(
                "Activity failed", 0, 0, activityType, "", RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE, "", cause);
    }
}
