package dev.understudy.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A workflow with what makes control hard: compensation, short timeouts, a single attempt. */
@WorkflowInterface
public interface Careful {
    @WorkflowMethod
    String act(CarefulInput input);
}
