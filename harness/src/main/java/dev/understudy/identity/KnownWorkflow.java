package dev.understudy.identity;

import dev.understudy.automation.Automation;
import java.util.List;

/**
 * A workflow that this server can run.
 *
 * @param type Temporal's name of it
 * @param runbook the id of the runbook that it automates
 * @param fingerprint SHA-256, hexadecimal, of the code that decides; the same on every machine for the same class files
 * @param parameters the names of the runbook's placeholders that it needs, in the order of its input record
 * @param authors who wrote it, and so cannot promote it
 */
public record KnownWorkflow(
        String type, String runbook, String fingerprint, List<String> parameters, List<String> authors) {
    public KnownWorkflow {
        parameters = List.copyOf(parameters);
        authors = List.copyOf(authors);
    }

    /** The workflow of an automation, as its classes are on the class path of this process. */
    public static KnownWorkflow of(Automation automation) {
        WorkflowInput input = WorkflowInput.of(automation.workflow());
        return new KnownWorkflow(
                input.workflowType(),
                automation.runbook(),
                Fingerprint.of(automation.workflow()),
                input.parameters(),
                automation.authors());
    }
}
