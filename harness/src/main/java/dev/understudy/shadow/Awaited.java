package dev.understudy.shadow;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The predictions of one workflow execution whose outcome is awaited. Never blocks: a thread for each of 1,500 parallel
 * writes would be more than a worker has. Used in workflow code only.
 */
final class Awaited {
    private final Map<Long, CompletablePromise<Observed>> waiting = new HashMap<>();
    private final Map<Long, Observed> early = new HashMap<>();
    private final CompletablePromise<Void> end = Workflow.newPromise();
    private int unsettled;
    private @Nullable CompletablePromise<Void> quiet;

    /** Completed once by what became of the prediction, whether that was told before or comes later. */
    CompletablePromise<Observed> outcome(long sequence) {
        CompletablePromise<Observed> promise = Workflow.newPromise();
        Observed known = early.remove(sequence);
        if (known != null) {
            promise.complete(known);
        } else if (ended()) {
            promise.complete(Observed.nothing(sequence));
        } else {
            waiting.put(sequence, promise);
        }
        return promise;
    }

    /** A write was asked for; {@link #settled} when its result is known. */
    void asked() {
        unsettled++;
    }

    void settled() {
        unsettled--;
        CompletablePromise<Void> waitedFor = quiet;
        if (unsettled == 0 && waitedFor != null) {
            quiet = null;
            waitedFor.complete(null);
        }
    }

    boolean isQuiet() {
        return unsettled == 0;
    }

    /** Completed when the operator is waited for no longer. */
    Promise<Void> quiet() {
        if (isQuiet()) {
            return Workflow.newPromise((Void) null);
        }
        CompletablePromise<Void> promise = quiet;
        if (promise == null) {
            promise = Workflow.newPromise();
            quiet = promise;
        }
        return promise;
    }

    /** Nobody waits for it any more, as after a cancellation. */
    void forget(long sequence) {
        waiting.remove(sequence);
    }

    void tell(List<Observed> outcomes) {
        for (Observed outcome : outcomes) {
            CompletablePromise<Observed> promise = waiting.remove(outcome.sequence());
            if (promise != null) {
                promise.complete(outcome);
            } else {
                early.put(outcome.sequence(), outcome);
            }
        }
    }

    /** The operators ended the run: what is still awaited was not done. */
    void tellEnd() {
        end.complete(null);
        List.copyOf(waiting.keySet()).stream().sorted().forEach(sequence -> {
            CompletablePromise<Observed> promise = waiting.remove(sequence);
            if (promise != null) {
                promise.complete(Observed.nothing(sequence));
            }
        });
    }

    boolean ended() {
        return end.isCompleted();
    }

    Promise<Void> end() {
        return end;
    }
}
