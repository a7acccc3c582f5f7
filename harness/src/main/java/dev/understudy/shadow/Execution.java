package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.operation.World;
import io.temporal.workflow.unsafe.WorkflowUnsafe;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one workflow execution of a run has done so far. Used in workflow code only. */
final class Execution {
    private final RunHeader header;
    private final Behind behind;
    private final Numbering numbering;
    private final Awaited awaited = new Awaited();
    private final Gate gate = new Gate();
    private final Approving approving = new Approving();
    private final List<Action> writes = new ArrayList<>();
    private final Set<String> children = new HashSet<>();
    private boolean cancelled;

    Execution(RunHeader header, Behind behind) {
        this.behind = behind;
        this.header = header;
        this.numbering = new Numbering(header.numbers());
    }

    RunHeader header() {
        return header;
    }

    Numbering numbering() {
        return numbering;
    }

    Awaited awaited() {
        return awaited;
    }

    Gate gate() {
        return gate;
    }

    /** An operation has its result, or its failure. */
    void ended(long sequence, @Nullable Object result, @Nullable Exception failure) {
        numbering.resolved(sequence);
        if (!WorkflowUnsafe.isReplaying()) {
            behind.elsewhere().ended(header.run(), sequence, result, failure);
        }
    }

    /**
     * Asks whether what passes no activity may leave. In a replay it left long ago.
     *
     * @throws CallHeld where it may not leave now
     */
    void demandToLeave(String what) {
        if (!WorkflowUnsafe.isReplaying()) {
            behind.leave().demand(header, what, cancelled);
        }
    }

    Approving approving() {
        return approving;
    }

    /** The workflow as a whole was cancelled: what it asks for from now on undoes what it did. */
    void cancel() {
        cancelled = true;
        approving.cancel();
    }

    boolean cancelled() {
        return cancelled;
    }

    /** Whether a write that is asked for now waits for a person. */
    boolean asksForApproval() {
        return header.mode().acts() && header.manner().stepByStep() && !cancelled;
    }

    /** Ids of the child workflows that this execution started. */
    Set<String> children() {
        return children;
    }

    /** Remembers a write that is asked for now. @return the world before it */
    World write(Action action) {
        World before = new World(writes);
        writes.add(action);
        return before;
    }
}
