package dev.understudy.shadow;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signals workflows, each in order, and tries until Temporal took the signal or says that the workflow has ended. What was
 * not sent when this process ends is sent by the next one, from the journal.
 */
public final class ToldByTemporal implements Teller, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ToldByTemporal.class);
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final WorkflowClient client;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "understudy-teller");
        thread.setDaemon(true);
        return thread;
    });
    private final ConcurrentMap<String, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private volatile boolean closed;

    public ToldByTemporal(WorkflowClient client) {
        this.client = client;
    }

    @Override
    public void observed(String workflowId, List<Observed> outcomes) {
        later(workflowId, () -> signal(workflowId, RunSignals.OBSERVED, List.copyOf(outcomes)));
    }

    @Override
    public void ended(String workflowId) {
        later(workflowId, () -> signal(workflowId, RunSignals.ENDED));
    }

    /** Tells a workflow that nothing holds its run any more. */
    public void resumed(String workflowId, long released) {
        later(workflowId, () -> signal(workflowId, RunSignals.RESUME, released));
    }

    public void paused(String workflowId) {
        later(workflowId, () -> signal(workflowId, RunSignals.PAUSE));
    }

    private void later(String workflowId, Runnable task) {
        if (closed) {
            return;
        }
        CompletableFuture<Void> mine = last.compute(
                workflowId,
                (id, before) -> before == null
                        ? CompletableFuture.runAsync(task, threads)
                        : before.thenRunAsync(task, threads));
        mine.whenComplete((done, failure) -> {
            last.remove(workflowId, mine);
            if (failure != null) {
                LOG.error("workflow {} could not be told what the operator did", workflowId, failure);
            }
        });
    }

    private void signal(String workflowId, String name, Object... arguments) {
        long pause = 100;
        while (!closed) {
            try {
                client.newUntypedWorkflowStub(workflowId).signal(name, arguments);
                return;
            } catch (WorkflowNotFoundException ended) {
                LOG.debug("workflow {} has ended and needs no signal {}", workflowId, name);
                return;
            } catch (WorkflowServiceException away) {
                LOG.warn(
                        "Temporal did not take signal {} for workflow {}, trying again: {}",
                        name,
                        workflowId,
                        cause(away));
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    private static String cause(WorkflowException e) {
        return e.getCause() instanceof StatusRuntimeException status
                ? status.getStatus().getCode() + ": " + status.getStatus().getDescription()
                : Status.UNKNOWN.getCode() + ": " + e.getMessage();
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
    }
}
