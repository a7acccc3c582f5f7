package dev.understudy.postgres;

import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;

/** Makes room where PostgreSQL's archive of write-ahead log fills its disk, without losing a finished segment. */
@WorkflowInterface
public interface WalArchiveFullWorkflow {
    @WorkflowMethod
    WalArchiveFullResult makeRoom(WalArchiveFullInput input);
}
