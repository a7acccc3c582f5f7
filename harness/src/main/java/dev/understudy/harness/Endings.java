package dev.understudy.harness;

import dev.understudy.divergence.WorkflowEnd;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowStub;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for workflows to end. */
final class Endings {
    private final WorkflowClient client;

    Endings(WorkflowClient client) {
        this.client = client;
    }

    /** How the workflow ended; {@code RUNNING} where it has not, after all that patience. */
    WorkflowEnd await(String run, Duration patience) {
        WorkflowStub stub = client.newUntypedWorkflowStub(run);
        try {
            stub.getResult(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS, Object.class);
            return WorkflowEnd.completed();
        } catch (TimeoutException stillRunning) {
            return WorkflowEnd.running();
        } catch (DataConverterException resultOfAnotherForm) {
            return WorkflowEnd.completed();
        } catch (WorkflowFailedException failed) {
            return WorkflowEnd.stopped(words(failed));
        } catch (WorkflowNotFoundException gone) {
            return WorkflowEnd.stopped("Temporal does not know its workflow any more");
        }
    }

    void terminate(String run, String why) {
        try {
            client.newUntypedWorkflowStub(run).terminate(why);
        } catch (WorkflowNotFoundException endedMeanwhile) {
            // Which is what was wanted.
        }
    }

    /** The innermost failure that a workflow's author wrote. */
    private static String words(Throwable failed) {
        Throwable at = failed;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        if (at instanceof TemporalFailure failure && failure.getOriginalMessage() != null) {
            return failure.getOriginalMessage();
        }
        String message = at.getMessage();
        return message == null ? at.getClass().getSimpleName() : message;
    }
}
