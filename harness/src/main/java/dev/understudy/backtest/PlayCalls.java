package dev.understudy.backtest;

import dev.understudy.backtest.Answer.Failed;
import dev.understudy.backtest.Answer.Known;
import dev.understudy.backtest.Answer.UnreadableResult;
import dev.understudy.backtest.PlayedRun.Asked;
import dev.understudy.backtest.PlayedRun.End;
import dev.understudy.operation.Operation;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a workflow execution under test. Nothing leaves: every operation is answered here from what was recorded,
 * time is the recorded one, and what else could reach the world ends the run.
 */
final class PlayCalls extends WorkflowOutboundCallsInterceptorBase {
    private final WorkflowOutboundCallsInterceptor next;
    private final List<String> steps;
    private @Nullable Play play;

    /** @param steps the ids of the runbook's steps */
    PlayCalls(WorkflowOutboundCallsInterceptor next, List<String> steps) {
        super(next);
        this.next = next;
        this.steps = steps;
    }

    /** @param header says to a child or a continuation to which run it belongs */
    private record Play(PlayedRun run, Cues cues, Header header) {}

    void begin(PlayedRun run, Cues cues, Header header) {
        play = new Play(run, cues, header);
    }

    private Play play() {
        Play begun = play;
        if (begun == null) {
            throw new IllegalStateException("the workflow is not under way");
        }
        return begun;
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
        return new ActivityOutput<>(
                "",
                answered(
                        input.getActivityName(),
                        input.getOptions().getSummary(),
                        input.getArgs(),
                        input.getResultType() == null ? input.getResultClass() : input.getResultType()));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
        return new LocalActivityOutput<>(answered(
                input.getActivityName(),
                input.getOptions().getSummary(),
                input.getArgs(),
                input.getResultType() == null ? input.getResultClass() : input.getResultType()));
    }

    private <R> Promise<R> answered(
            String activity, @Nullable String summary, @Nullable Object @Nullable [] args, Type type) {
        CompletablePromise<R> result = Workflow.newPromise();
        if (play().run().over()) {
            return result;
        }
        if (args == null || args.length != 1 || !(args[0] instanceof Operation<?> operation)) {
            play().run().end(End.NOT_RECORDED, activity + " takes no operation, so what it does is not known");
            return result;
        }
        Asked asked = play().run().ask(activity, step(summary), operation);
        if (asked.answer() instanceof Known known) {
            play().cues().at(known.at(), () -> settle(asked, result, () -> complete(result, known, type)));
        } else if (asked.answer() instanceof Failed failed) {
            play().cues()
                    .at(
                            failed.at(),
                            () -> settle(asked, result, () -> result.completeExceptionally(failure(activity, failed))));
        }
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            settle(asked, result, () -> result.completeExceptionally(cancelled(activity)));
            return reason;
        });
        return result;
    }

    private void settle(Asked asked, CompletablePromise<?> result, Runnable completes) {
        if (!result.isCompleted() && !play().run().over()) {
            play().run().settled(asked.number());
            completes.run();
        }
    }

    @SuppressWarnings("unchecked")
    private <R> void complete(CompletablePromise<R> result, Known known, Type type) {
        try {
            result.complete((R) known.value().as(type));
        } catch (UnreadableResult e) {
            play().run().end(End.NOT_RECORDED, String.valueOf(e.getMessage()));
        }
    }

    private @Nullable String step(@Nullable String summary) {
        if (summary == null) {
            return null;
        }
        int colon = summary.indexOf(':');
        String id = (colon < 0 ? summary : summary.substring(0, colon)).strip();
        return steps.contains(id) ? id : null;
    }

    private static ActivityFailure failure(String activity, Failed failed) {
        return new ActivityFailure(
                "Activity failed",
                0,
                0,
                activity,
                "",
                RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE,
                "",
                ApplicationFailure.newNonRetryableFailure(failed.message(), failed.type()));
    }

    private static ActivityFailure cancelled(String activity) {
        return new ActivityFailure(
                "Activity cancelled",
                0,
                0,
                activity,
                "",
                RetryState.RETRY_STATE_CANCEL_REQUESTED,
                "",
                new CanceledFailure("cancelled"));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
        return next.executeChildWorkflow(new ChildWorkflowInput<>(
                input.getWorkflowId(),
                input.getWorkflowType(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                input.getOptions(),
                play().header()));
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
        next.continueAsNew(
                new ContinueAsNewInput(input.getWorkflowType(), input.getOptions(), input.getArgs(), play().header()));
    }

    @Override
    public <R> ExecuteNexusOperationOutput<R> executeNexusOperation(ExecuteNexusOperationInput<R> input) {
        play().run()
                .end(
                        End.NOT_RECORDED,
                        "it calls the Nexus operation " + input.getService() + "." + input.getOperation());
        return new ExecuteNexusOperationOutput<>(Workflow.newPromise(), Workflow.newPromise());
    }

    @Override
    public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
        play().run()
                .end(
                        End.NOT_RECORDED,
                        "it signals workflow " + input.getExecution().getWorkflowId());
        return new SignalExternalOutput(Workflow.newPromise());
    }

    @Override
    public CancelWorkflowOutput cancelWorkflow(CancelWorkflowInput input) {
        play().run()
                .end(
                        End.NOT_RECORDED,
                        "it cancels workflow " + input.getExecution().getWorkflowId());
        return new CancelWorkflowOutput(Workflow.newPromise());
    }

    @Override
    public void sleep(Duration duration) {
        newTimer(duration).get();
    }

    @Override
    public Promise<Void> newTimer(Duration delay, TimerOptions options) {
        return newTimer(delay);
    }

    @Override
    public Promise<Void> newTimer(Duration delay) {
        CompletablePromise<Void> timer = play().cues().after(delay);
        CancellationScope.current().getCancellationRequest().thenApply(reason -> {
            if (!timer.isCompleted()) {
                timer.completeExceptionally(new CanceledFailure("timer cancelled"));
            }
            return reason;
        });
        return timer;
    }

    @Override
    public boolean await(Duration timeout, String reason, Supplier<Boolean> unblockCondition) {
        Promise<Void> timer = play().cues().after(timeout);
        boolean[] met = {false};
        next.await(reason, () -> {
            met[0] = unblockCondition.get();
            return met[0] || timer.isCompleted();
        });
        return met[0];
    }

    @Override
    public long currentTimeMillis() {
        return play().cues().now().toEpochMilli();
    }

    @Override
    public Random newRandom() {
        play().run().random();
        return super.newRandom();
    }

    @Override
    public UUID randomUUID() {
        play().run().random();
        return super.randomUUID();
    }

    @Override
    public <R> R sideEffect(Class<R> resultClass, Type resultType, Func<R> func) {
        play().run().random();
        return super.sideEffect(resultClass, resultType, func);
    }

    @Override
    public <R> R mutableSideEffect(
            String id, Class<R> resultClass, Type resultType, BiPredicate<R, R> updated, Func<R> func) {
        play().run().random();
        return super.mutableSideEffect(id, resultClass, resultType, updated, func);
    }
}
