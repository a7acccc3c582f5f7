package dev.understudy.backtest;

import dev.understudy.automation.Automation;
import dev.understudy.identity.WorkflowInput;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Plays a workflow in recorded runs, within this process, on a Temporal server of its own that is gone with it. Its worker
 * knows the workflow and its children and no activity. Thread-safe.
 */
final class Playhouse implements AutoCloseable {
    private static final String QUEUE = "understudy-backtest";
    /** A machine that is busy otherwise is no deadlock. */
    private static final long PATIENCE_MILLIS = 60_000;

    private static final int CACHED = 64;

    private final WorkflowInput input;
    private final TestWorkflowEnvironment temporal;
    private final Map<String, PlayedRun> runs = new ConcurrentHashMap<>();
    private final long idleMillis;

    /** @param steps the ids of the runbook's steps @param idleMillis after which a run without any progress is over */
    Playhouse(Automation automation, List<String> steps, long idleMillis) {
        this.input = WorkflowInput.of(automation.workflow());
        this.idleMillis = idleMillis;
        this.temporal = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                .setWorkflowClientOptions(WorkflowClientOptions.getDefaultInstance())
                .setWorkerFactoryOptions(WorkerFactoryOptions.newBuilder()
                        .setWorkerInterceptors(new WorkerInterceptorBase() {
                            @Override
                            public WorkflowInboundCallsInterceptor interceptWorkflow(
                                    WorkflowInboundCallsInterceptor next) {
                                return new PlayWorkflow(next, runs::get, steps);
                            }
                        })
                        .setWorkflowCacheSize(CACHED)
                        .build())
                .build());
        Worker worker = temporal.newWorker(
                QUEUE,
                WorkerOptions.newBuilder()
                        .setDefaultDeadlockDetectionTimeout(PATIENCE_MILLIS)
                        .build());
        worker.registerWorkflowImplementationTypes(automation.workflow());
        worker.registerWorkflowImplementationTypes(automation.children().toArray(Class<?>[]::new));
        temporal.start();
    }

    /**
     * Plays the workflow to its end, or to where the record says no more.
     *
     * @throws IllegalArgumentException where the run's parameters are not what the workflow takes
     */
    PlayedRun play(RecordedRun recorded) throws InterruptedException {
        Object argument = input.bind(recorded.run().params());
        PlayedRun run = new PlayedRun(recorded);
        String id = "backtest-" + UUID.randomUUID();
        runs.put(id, run);
        try {
            WorkflowStub workflow = temporal.getWorkflowClient()
                    .newUntypedWorkflowStub(
                            input.workflowType(),
                            WorkflowOptions.newBuilder()
                                    .setWorkflowId(id)
                                    .setTaskQueue(QUEUE)
                                    .build());
            workflow.start(argument);
            // One that goes on although its run is over waits for ever, leaves the cache, and is gone with the house.
            run.await(idleMillis);
            return run;
        } finally {
            runs.remove(id);
        }
    }

    @Override
    public void close() {
        temporal.close();
    }
}
