package dev.understudy.shadow;

import io.temporal.common.interceptors.WorkflowClientCallsInterceptor;
import io.temporal.common.interceptors.WorkflowClientCallsInterceptorBase;
import io.temporal.common.interceptors.WorkflowClientInterceptorBase;
import java.util.LinkedHashMap;
import java.util.Map;

/** Copies the memo {@value RunHeader#KEY} of a workflow that is started into its header. */
final class RunClient extends WorkflowClientInterceptorBase {
    @Override
    public WorkflowClientCallsInterceptor workflowClientCallsInterceptor(WorkflowClientCallsInterceptor next) {
        return new Calls(next);
    }

    private static final class Calls extends WorkflowClientCallsInterceptorBase {
        Calls(WorkflowClientCallsInterceptor next) {
            super(next);
        }

        @Override
        public WorkflowStartOutput start(WorkflowStartInput input) {
            return super.start(stamped(input));
        }

        @Override
        public WorkflowSignalWithStartOutput signalWithStart(WorkflowSignalWithStartInput input) {
            return super.signalWithStart(new WorkflowSignalWithStartInput(
                    stamped(input.getWorkflowStartInput()), input.getSignalName(), input.getSignalArguments()));
        }

        @Override
        public <R> WorkflowUpdateWithStartOutput<R> updateWithStart(WorkflowUpdateWithStartInput<R> input) {
            return super.updateWithStart(new WorkflowUpdateWithStartInput<>(
                    stamped(input.getWorkflowStartInput()), input.getStartUpdateInput()));
        }

        private static WorkflowStartInput stamped(WorkflowStartInput input) {
            Map<String, Object> memo = input.getOptions().getMemo();
            if (memo == null || !(memo.get(RunHeader.KEY) instanceof Map<?, ?> values)) {
                return input;
            }
            Map<String, String> texts = new LinkedHashMap<>();
            values.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
            return new WorkflowStartInput(
                    input.getWorkflowId(),
                    input.getWorkflowType(),
                    RunHeader.stamp(input.getHeader(), texts),
                    input.getArguments(),
                    input.getOptions());
        }
    }
}
