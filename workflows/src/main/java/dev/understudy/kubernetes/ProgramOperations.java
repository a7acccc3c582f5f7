package dev.understudy.kubernetes;

import io.temporal.activity.ActivityInterface;

/** What workflows can run on a cluster. */
@ActivityInterface
public interface ProgramOperations {
    ProgramResult execInPod(ExecInPod operation);

    ProgramResult runJob(RunJob operation);

    boolean createJobFromCronJob(CreateJobFromCronJob operation);
}
