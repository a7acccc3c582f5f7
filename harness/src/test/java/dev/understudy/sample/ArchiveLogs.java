package dev.understudy.sample;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

@WorkflowInterface
public interface ArchiveLogs {
    /** @return the paths of the archived files */
    @WorkflowMethod
    String archive(ArchiveLogsInput input);
}
