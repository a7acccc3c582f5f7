package dev.understudy.sample;

import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Uses what Temporal has beside plain activities. */
@WorkflowInterface
public interface Features {
    @WorkflowMethod
    String use(FeaturesInput input);

    @SignalMethod
    void go();

    @UpdateMethod
    String rename(String name);

    @QueryMethod
    String name();
}
