package dev.understudy.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Writes where the worst can happen. */
@WorkflowInterface
public interface Hazards {
    @WorkflowMethod
    String brave(HazardsInput input);
}
