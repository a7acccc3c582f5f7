package dev.understudy.harness;

import dev.understudy.automation.Automation;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.identity.WorkflowInput;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The workflows that can be run, with their runbooks and inputs. Immutable. */
final class Repertoire {
    private final Map<String, Piece> byType = new LinkedHashMap<>();
    private final Map<String, Piece> byRunbook = new LinkedHashMap<>();
    private final Map<String, Runbook> runbooks = new LinkedHashMap<>();

    record Piece(Automation automation, KnownWorkflow workflow, WorkflowInput input) {}

    /** @throws IllegalArgumentException where two automations claim the same runbook or workflow type */
    Repertoire(List<Automation> automations, List<Runbook> books) {
        books.forEach(book -> runbooks.put(book.id(), book));
        for (Automation automation : automations) {
            KnownWorkflow known = KnownWorkflow.of(automation);
            WorkflowInput input = WorkflowInput.of(automation.workflow());
            Piece piece = new Piece(automation, known, input);
            if (byType.put(known.type(), piece) != null || byRunbook.put(known.runbook(), piece) != null) {
                throw new IllegalArgumentException("two automations claim the workflow type " + known.type()
                        + " or the runbook " + known.runbook() + "; remove one of them");
            }
        }
    }

    List<Piece> pieces() {
        return List.copyOf(byType.values());
    }

    Optional<Piece> ofRunbook(String runbook) {
        return Optional.ofNullable(byRunbook.get(runbook));
    }

    Optional<Piece> ofType(String workflowType) {
        return Optional.ofNullable(byType.get(workflowType));
    }

    /** Null for a workflow type that this process does not run. */
    @Nullable
    String fingerprint(String workflowType) {
        Piece piece = byType.get(workflowType);
        return piece == null ? null : piece.workflow().fingerprint();
    }

    /** The ids of the steps of the runbook, in order; empty for a runbook that is not here. */
    List<String> stepsOfRunbook(String runbook) {
        Runbook book = runbooks.get(runbook);
        return book == null ? List.of() : book.steps().stream().map(Step::id).toList();
    }

    Optional<Runbook> runbook(String id) {
        return Optional.ofNullable(runbooks.get(id));
    }

    List<String> stepsOfWorkflow(String workflowType) {
        Piece piece = byType.get(workflowType);
        return piece == null ? List.of() : stepsOfRunbook(piece.workflow().runbook());
    }

    /** The fingerprint of the runbook as it is here; {@code unknown} for one that is not. */
    String runbookFingerprint(String runbook) {
        Runbook book = runbooks.get(runbook);
        return book == null ? "unknown" : book.fingerprint();
    }
}
