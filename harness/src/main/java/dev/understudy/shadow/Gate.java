package dev.understudy.shadow;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Closed while a run is paused; operations that are asked for then wait before it. Used in workflow code only. */
final class Gate {
    private @Nullable CompletablePromise<Void> closed;

    void close() {
        if (closed == null) {
            closed = Workflow.newPromise();
        }
    }

    void open() {
        CompletablePromise<Void> was = closed;
        closed = null;
        if (was != null) {
            was.complete(null);
        }
    }

    /** Null while the gate is open. */
    @Nullable
    Promise<Void> opening() {
        return closed;
    }
}
