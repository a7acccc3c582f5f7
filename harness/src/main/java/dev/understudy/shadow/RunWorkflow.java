package dev.understudy.shadow;

import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way into a workflow execution: finds the run that it belongs to, and listens to the harness's signals. */
final class RunWorkflow extends WorkflowInboundCallsInterceptorBase {
    private static final Type TEXT_MAP =
            new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {}.getType();
    /** More than any execution asks for, so that the numbers of a retried execution are new ones. */
    private static final long NUMBERS_OF_AN_ATTEMPT = 10_000_000_000L;

    private final UnaryOperator<RunHeader> decidedHere;
    private final Behind behind;
    private @Nullable RunCalls calls;

    /** @param decidedHere puts the fingerprint of this worker's code into a header */
    RunWorkflow(WorkflowInboundCallsInterceptor next, UnaryOperator<RunHeader> decidedHere, Behind behind) {
        super(next);
        this.decidedHere = decidedHere;
        this.behind = behind;
    }

    @Override
    public void init(WorkflowOutboundCallsInterceptor outbound) {
        calls = new RunCalls(outbound);
        super.init(calls);
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
        RunCalls out = calls;
        Optional<RunHeader> header = RunHeader.read(input.getHeader()).or(RunWorkflow::memo);
        if (out != null && header.isPresent()) {
            Execution execution = new Execution(decidedHere.apply(afterRetries(header.get())), behind);
            out.begin(execution);
            Workflow.registerListener(new Signals(execution));
            CancellationScope.current().getCancellationRequest().thenApply(reason -> {
                execution.cancel();
                return reason;
            });
        }
        return super.execute(input);
    }

    /** Schedules give their workflows a memo and no header. */
    @SuppressWarnings("unchecked")
    private static Optional<RunHeader> memo() {
        try {
            Map<String, String> memo = (Map<String, String>) Workflow.getMemo(RunHeader.KEY, Map.class, TEXT_MAP);
            return RunHeader.read(memo)
                    .map(header -> header.schedule() != null && header.run().isEmpty()
                            ? header.named(Workflow.getInfo().getWorkflowId())
                            : header);
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static RunHeader afterRetries(RunHeader header) {
        int attempt = Workflow.getInfo().getAttempt();
        if (attempt <= 1) {
            return header;
        }
        NumberBlock block = header.numbers();
        long first = block.next() + (attempt - 1) * NUMBERS_OF_AN_ATTEMPT;
        return header.with(new NumberBlock(first, block.end(), first - 1, block.childSize()));
    }

    private record Signals(Execution execution) implements RunSignals {
        @Override
        public void observed(List<Observed> outcomes) {
            execution.awaited().tell(outcomes);
        }

        @Override
        public void ended() {
            execution.awaited().tellEnd();
        }

        @Override
        public void pause() {
            execution.gate().close();
        }

        @Override
        public void resume(long released) {
            execution.gate().open(released);
        }

        @Override
        public void approved(long sequence, String fingerprint) {
            execution.approving().approve(sequence, fingerprint);
        }

        @Override
        public Waiting waiting() {
            return new Waiting(
                    execution.approving().waiting(),
                    execution.children().stream().sorted().toList());
        }
    }
}
