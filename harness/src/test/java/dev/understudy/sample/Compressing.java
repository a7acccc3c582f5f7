package dev.understudy.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** A child workflow: compresses one log. */
@WorkflowInterface
public interface Compressing {
    @WorkflowMethod
    String compress(CompressLog log);
}
