package dev.understudy.shadow;

import dev.understudy.operation.Mode;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptorBase;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way out of a workflow execution: numbers its operations, tells its activities and children which run they belong to,
 * and in SHADOW lets a write end only when it is known what the operator did. Adds no command to the history, and never
 * blocks.
 */
final class RunCalls extends WorkflowOutboundCallsInterceptorBase {
    private final WorkflowOutboundCallsInterceptor next;
    private @Nullable Execution execution;

    RunCalls(WorkflowOutboundCallsInterceptor next) {
        super(next);
        this.next = next;
    }

    void begin(Execution begun) {
        execution = begun;
    }

    @Override
    public <R> ActivityOutput<R> executeActivity(ActivityInput<R> input) {
        Execution run = execution;
        if (run == null) {
            return next.executeActivity(input);
        }
        Asked<R> asked = new Asked<>(run, input.getActivityName(), input.getArgs());
        Header header = asked.header(input.getOptions().getSummary()).stamp(input.getHeader());
        ActivityInput<R> stamped = new ActivityInput<>(
                input.getActivityName(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                input.getOptions(),
                header);
        String[] id = {""};
        Promise<R> result = asked.whenAllowed(input.getOptions().getSummary(), () -> {
            ActivityOutput<R> output = next.executeActivity(stamped);
            id[0] = output.getActivityId();
            return output.getResult();
        });
        return new ActivityOutput<>(id[0], asked.resolved(asked.inTheLightOfTheOperator(result, id[0])));
    }

    @Override
    public <R> LocalActivityOutput<R> executeLocalActivity(LocalActivityInput<R> input) {
        Execution run = execution;
        if (run == null) {
            return next.executeLocalActivity(input);
        }
        Asked<R> asked = new Asked<>(run, input.getActivityName(), input.getArgs());
        Header header = asked.header(input.getOptions().getSummary()).stamp(input.getHeader());
        LocalActivityInput<R> stamped = new LocalActivityInput<>(
                input.getActivityName(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                input.getOptions(),
                header);
        Promise<R> result = asked.whenAllowed(
                input.getOptions().getSummary(),
                () -> next.executeLocalActivity(stamped).getResult());
        return new LocalActivityOutput<>(asked.resolved(asked.inTheLightOfTheOperator(result, "")));
    }

    @Override
    public <R> ChildWorkflowOutput<R> executeChildWorkflow(ChildWorkflowInput<R> input) {
        Execution run = execution;
        if (run == null) {
            return next.executeChildWorkflow(input);
        }
        NumberBlock block = run.numbering().takeBlock();
        Header header =
                RunHeader.stamp(input.getHeader(), run.header().with(block).toMap());
        ChildWorkflowInput<R> stamped = new ChildWorkflowInput<>(
                input.getWorkflowId(),
                input.getWorkflowType(),
                input.getResultClass(),
                input.getResultType(),
                input.getArgs(),
                mode() == Mode.SHADOW ? patient(Carried.to(input.getOptions())) : Carried.to(input.getOptions()),
                header);
        CompletablePromise<WorkflowExecution> started = Workflow.newPromise();
        Promise<R> result = run.gate().whenOpen(() -> {
            ChildWorkflowOutput<R> output = next.executeChildWorkflow(stamped);
            started.completeFrom(output.getWorkflowExecution());
            return output.getResult();
        });
        started.thenApply(child -> run.children().add(child.getWorkflowId()));
        Promise<R> resolved = result.handle((value, failure) -> {
            run.numbering().resolved(block.next());
            if (failure != null) {
                started.completeExceptionally(failure);
                throw failure;
            }
            return value;
        });
        return new ChildWorkflowOutput<>(resolved, started);
    }

    @Override
    public void continueAsNew(ContinueAsNewInput input) {
        Execution run = execution;
        if (run == null) {
            next.continueAsNew(input);
            return;
        }
        RunHeader header = run.header().with(run.numbering().rest());
        next.continueAsNew(new ContinueAsNewInput(
                input.getWorkflowType(),
                Carried.to(input.getOptions()),
                input.getArgs(),
                RunHeader.stamp(input.getHeader(), header.toMap())));
    }

    @Override
    public <R> ExecuteNexusOperationOutput<R> executeNexusOperation(ExecuteNexusOperationInput<R> input) {
        demandToAct("the Nexus operation " + input.getService() + "." + input.getOperation());
        return next.executeNexusOperation(input);
    }

    @Override
    public SignalExternalOutput signalExternalWorkflow(SignalExternalInput input) {
        String workflow = input.getExecution().getWorkflowId();
        if (!isOfThisRun(workflow)) {
            demandToAct("the signal " + input.getSignalName() + " to workflow " + workflow);
        }
        return next.signalExternalWorkflow(input);
    }

    @Override
    public CancelWorkflowOutput cancelWorkflow(CancelWorkflowInput input) {
        String workflow = input.getExecution().getWorkflowId();
        if (!isOfThisRun(workflow)) {
            demandToAct("the cancellation of workflow " + workflow);
        }
        return next.cancelWorkflow(input);
    }

    @Override
    public void sleep(Duration duration) {
        switch (mode()) {
            case DRY_RUN -> next.sleep(Pace.scaled(duration));
            case SHADOW -> untilTheRunEnds(next.newTimer(paced(duration))).get();
            case LIVE -> next.sleep(duration);
        }
    }

    @Override
    public Promise<Void> newTimer(Duration delay) {
        return notBeforeTheOperator(untilTheRunEnds(next.newTimer(paced(delay))));
    }

    @Override
    public Promise<Void> newTimer(Duration delay, TimerOptions options) {
        return notBeforeTheOperator(untilTheRunEnds(next.newTimer(paced(delay), options)));
    }

    @Override
    public boolean await(Duration timeout, String reason, Supplier<Boolean> unblockCondition) {
        Execution run = execution;
        switch (mode()) {
            case DRY_RUN -> {
                return next.await(Pace.scaledPatience(timeout), reason, unblockCondition);
            }
            case SHADOW -> {
                Duration patience = run != null && run.awaited().ended() ? Pace.scaledPatience(timeout) : timeout;
                if (next.await(patience, reason, unblockCondition)) {
                    return true;
                }
                if (run != null && !run.awaited().isQuiet()) {
                    next.await(reason, () -> run.awaited().isQuiet() || unblockCondition.get());
                }
                return unblockCondition.get();
            }
            default -> {
                return next.await(timeout, reason, unblockCondition);
            }
        }
    }

    private Duration paced(Duration delay) {
        Execution run = execution;
        boolean nobodyWaits = mode() == Mode.DRY_RUN
                || (mode() == Mode.SHADOW && run != null && run.awaited().ended());
        return nobodyWaits ? Pace.scaled(delay) : delay;
    }

    /** Once the operators have ended the run, a shadow's timers have nothing to wait for. */
    private Promise<Void> untilTheRunEnds(Promise<Void> timer) {
        Execution run = execution;
        if (run == null || mode() != Mode.SHADOW || run.awaited().ended()) {
            return timer;
        }
        return Promise.anyOf(timer, run.awaited().end()).thenApply(done -> null);
    }

    /** Without the timeouts of the whole child: an operator may take days. */
    private static ChildWorkflowOptions patient(ChildWorkflowOptions options) {
        return ChildWorkflowOptions.newBuilder(options)
                .setWorkflowRunTimeout(null)
                .setWorkflowExecutionTimeout(null)
                .build();
    }

    /**
     * A timer by which a workflow gives its writes only so much time must not run out because the operator is slow: in SHADOW
     * it stands still while a write waits for the operator. A {@code sleep} does not: nothing races it.
     */
    private Promise<Void> notBeforeTheOperator(Promise<Void> timer) {
        Execution run = execution;
        return run == null || mode() != Mode.SHADOW
                ? timer
                : timer.thenCompose(over -> run.awaited().quiet());
    }

    private Mode mode() {
        return execution == null ? Mode.LIVE : execution.header().mode();
    }

    /** What leaves a workflow without passing an activity leaves only where the header says so, and the worker as well. */
    private void demandToAct(String what) {
        Execution run = execution;
        if (run == null || !run.header().mode().acts()) {
            throw ShadowWriteRefused.because(
                    what, run == null ? "this workflow belongs to no run" : "the run is " + mode());
        }
        if (run.asksForApproval()) {
            throw ShadowWriteRefused.because(
                    what, "the run goes step by step, and this cannot be shown before it is done. Make it an activity");
        }
        run.demandToLeave(what);
    }

    private boolean isOfThisRun(String workflow) {
        return Workflow.getInfo().getParentWorkflowId().filter(workflow::equals).isPresent()
                || (execution != null && execution.children().contains(workflow));
    }
}
