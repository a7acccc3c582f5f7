package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.operation.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one workflow execution of a run has done so far. Used in workflow code only. */
final class Execution {
    private final RunHeader header;
    private final Numbering numbering;
    private final Awaited awaited = new Awaited();
    private final Gate gate;
    private final Approving approving = new Approving();
    private final List<Action> writes = new ArrayList<>();
    private final Set<String> children = new HashSet<>();
    private boolean cancelled;

    Execution(RunHeader header) {
        this.header = header;
        this.numbering = new Numbering(header.numbers());
        this.gate = new Gate(header.mode().acts());
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
