package dev.understudy.backtest;

import dev.understudy.backtest.PlayedRun.End;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowOutboundCallsInterceptor;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The way into a workflow execution under test: finds the recorded run that it is played in, and says how it ended. */
final class PlayWorkflow extends WorkflowInboundCallsInterceptorBase {
    private static final String KEY = "understudy-backtest";
    private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

    private final Function<String, @Nullable PlayedRun> runs;
    private final List<String> steps;
    private @Nullable PlayCalls calls;

    /** @param runs by the id of the run's first workflow execution */
    PlayWorkflow(WorkflowInboundCallsInterceptor next, Function<String, @Nullable PlayedRun> runs, List<String> steps) {
        super(next);
        this.runs = runs;
        this.steps = steps;
    }

    @Override
    public void init(WorkflowOutboundCallsInterceptor out) {
        calls = new PlayCalls(out, steps);
        super.init(calls);
    }

    @Override
    public WorkflowOutput execute(WorkflowInput input) {
        String id = id(input.getHeader());
        PlayedRun run = runs.apply(id);
        PlayCalls out = calls;
        if (run == null || out == null) {
            throw new IllegalStateException("workflow " + id + " belongs to no backtest");
        }
        Cues cues = new Cues(run);
        out.begin(run, cues, new Header(Map.of(KEY, CONVERTER.toPayload(id).orElseThrow())));
        Async.procedure(cues::run);
        boolean first = Workflow.getInfo().getWorkflowId().equals(id);
        try {
            WorkflowOutput output = super.execute(input);
            if (first) {
                run.end(End.COMPLETED, null);
            }
            return output;
        } catch (RuntimeException failed) {
            if (first) {
                run.end(End.STOPPED, words(failed));
            }
            throw failed;
        }
    }

    private static String id(Header header) {
        Payload payload = header.getValues().get(KEY);
        return payload == null
                ? Workflow.getInfo().getWorkflowId()
                : CONVERTER.fromPayload(payload, String.class, String.class);
    }

    private static String words(Throwable failed) {
        Throwable at = failed;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        String message = at instanceof TemporalFailure failure && failure.getOriginalMessage() != null
                ? failure.getOriginalMessage()
                : at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
