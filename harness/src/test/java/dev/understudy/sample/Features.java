package dev.understudy.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Uses what Temporal has beside plain activities. */
@WorkflowInterface
public interface Features {
    @WorkflowMethod
    String use(FeaturesInput input);
}
