package dev.understudy.shadow;

import dev.understudy.control.Held;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.List;
import java.util.TreeMap;

/** The writes of one workflow execution that wait for a person to approve them. Used in workflow code only. */
final class Approving {
    private final TreeMap<Long, Asking> asking = new TreeMap<>();

    private record Asking(Held held, CompletablePromise<Void> leave) {}

    /** Completed when a person approves exactly this. */
    Promise<Void> ask(Held held) {
        CompletablePromise<Void> leave = Workflow.newPromise();
        asking.put(held.sequence(), new Asking(held, leave));
        return leave;
    }

    /** An approval of something else than what waits is void. */
    void approve(long sequence, String fingerprint) {
        Asking asked = asking.get(sequence);
        if (asked != null && asked.held().fingerprint().equals(fingerprint)) {
            asking.remove(sequence);
            asked.leave().complete(null);
        }
    }

    /** Nobody needs to decide any more: none of it is done. */
    void cancel() {
        List<Asking> all = List.copyOf(asking.values());
        asking.clear();
        all.forEach(asked -> asked.leave()
                .completeExceptionally(new CanceledFailure("cancelled while waiting for a person's approval")));
    }

    List<Held> waiting() {
        return asking.values().stream().map(Asking::held).toList();
    }
}
