package dev.understudy.harness;

import dev.understudy.divergence.WorkflowEnd;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.common.converter.DataConverterException;
import io.temporal.failure.TemporalFailure;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Waits for workflows to end. */
final class Endings {
    private final WorkflowClient client;

    Endings(WorkflowClient client) {
        this.client = client;
    }

    /**
     * How the workflow ended; {@code RUNNING} where it has not, after all that patience. No thread waits for it, and whoever is
     * told should leave for a thread of their own. Fails where Temporal does not answer.
     */
    CompletableFuture<WorkflowEnd> awaited(String run, Duration patience) {
        return client.newUntypedWorkflowStub(run)
                .getResultAsync(Math.max(1, patience.toMillis()), TimeUnit.MILLISECONDS, Object.class)
                .handle((result, failure) -> failure == null ? WorkflowEnd.completed() : end(failure));
    }

    private static WorkflowEnd end(Throwable failure) {
        Throwable why =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (why instanceof TimeoutException) {
            return WorkflowEnd.running();
        }
        if (why instanceof DataConverterException) {
            return WorkflowEnd.completed(); // with a result of another form
        }
        if (why instanceof WorkflowFailedException failed) {
            return WorkflowEnd.stopped(words(failed));
        }
        if (why instanceof WorkflowNotFoundException) {
            return WorkflowEnd.stopped("Temporal does not know its workflow any more");
        }
        throw why instanceof RuntimeException known ? known : new CompletionException(why);
    }

    ToldByHistory toldByHistory() {
        return new ToldByHistory(client);
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
