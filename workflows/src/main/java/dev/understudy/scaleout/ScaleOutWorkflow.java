package dev.understudy.scaleout;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Gives a datastore that runs as a StatefulSet more pods, if it is healthy, and waits until they are ready. */
@WorkflowInterface
public interface ScaleOutWorkflow {
    @WorkflowMethod
    ScaleOutResult scaleOut(ScaleOutInput input);
}
