package dev.understudy.rehearsal;

import dev.understudy.journal.JournalEntry;
import dev.understudy.run.Run;
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

    /** The plan that a rehearsal's journal tells. @param failure why the workflow did not go to its end; null where it did */
    public static Plan of(Run run, List<JournalEntry> journal, boolean running, @Nullable String failure) {
        List<PlannedOperation> operations =
                journal.stream().map(Rehearsed::planned).toList();
        boolean unknown = operations.stream().anyMatch(operation -> operation.how() == PlannedOperation.How.UNKNOWN);
        Ending ending = running
                ? Ending.RUNNING
                : failure != null ? Ending.STOPPED : unknown ? Ending.UNKNOWN : Ending.COMPLETE;
        return new Plan(
                run.id(),
                String.valueOf(run.workflowType()),
                String.valueOf(run.workflowFingerprint()),
                run.runbook(),
                run.target(),
                operations,
                ending,
                failure);
    }

    /** For people, a line for each operation; for machines take the JSON form of the record. */
    public String toText() {
        return PlanText.of(this);
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
