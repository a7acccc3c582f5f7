package dev.understudy.rehearsal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow would do, as its rehearsal showed. The same world gives the same plan.
 *
 * @param run the rehearsal's run
 * @param workflowType Temporal's name of the workflow
 * @param fingerprint of the code that decided
 * @param runbook the runbook's id
 * @param target on what it would work
 * @param operations in the order of their sequence
 * @param ending how the rehearsal ended
 * @param why one line for people where it did not end well; null where it did
 */
public record Plan(
        String run,
        String workflowType,
        String fingerprint,
        String runbook,
        String target,
        List<PlannedOperation> operations,
        Ending ending,
        @Nullable String why) {
    public Plan {
        operations = List.copyOf(operations);
    }

    /** How a rehearsal ended. */
    public enum Ending {
        /** It went to the workflow's end, and everything in it could be rehearsed. */
        COMPLETE,
        /** It went to the workflow's end; something in it could not be rehearsed, so what follows from that is not known. */
        UNKNOWN,
        /** The workflow failed or refused to go on. */
        STOPPED,
        /** It has not ended. */
        RUNNING
    }
}
