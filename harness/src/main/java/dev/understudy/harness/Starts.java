package dev.understudy.harness;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.automation.Automation;
import dev.understudy.control.Supervision;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.shadow.Manner;
import dev.understudy.shadow.RunHeader;
import dev.understudy.shadow.SecondKey;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** Starts workflows as runs, or says why not. */
final class Starts {
    private final WorkflowClient client;
    private final Repertoire repertoire;
    private final Targets targets;
    private final Runs runs;
    private final SecondKey secondKey;
    private final BooleanSupplier allLiveStopped;
    private final SearchAttributes attributes;
    private final Supervision.NotObservedPolicy notObserved;
    private final AuditLog audit;
    private final Clock clock;

    Starts(
            WorkflowClient client,
            Repertoire repertoire,
            Targets targets,
            Runs runs,
            SecondKey secondKey,
            BooleanSupplier allLiveStopped,
            SearchAttributes attributes,
            Supervision.NotObservedPolicy notObserved,
            AuditLog audit,
            Clock clock) {
        this.client = client;
        this.repertoire = repertoire;
        this.targets = targets;
        this.runs = runs;
        this.secondKey = secondKey;
        this.allLiveStopped = allLiveStopped;
        this.attributes = attributes;
        this.notObserved = notObserved;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws RunRefused where a live run may not start now, whatever it is */
    void demandLive(RunRequest request) {
        demandKeys(piece(request).workflow());
    }

    void start(Mode mode, RunRequest request) {
        Prepared prepared = prepare(request);
        KnownWorkflow workflow = prepared.workflow();
        Map<String, String> params = prepared.params();
        if (mode.acts()) {
            demandKeys(workflow);
        }
        store(mode, request, workflow, params);
        if (mode.acts()) {
            // Before it starts: nothing acts of which the audit log does not tell.
            audit.append(request.startedBy(), Act.LIVE_STARTED, request.run(), Map.of("runbook", request.runbook()));
        }
        Manner manner = new Manner(
                mode.acts() && request.stepByStep(),
                notObserved.of(workflow.type(), prepared.automation().notObserved()));
        RunHeader header = RunHeader.of(mode, request.run(), request.target(), workflow.type(), workflow.fingerprint())
                .in(manner);
        WorkflowOptions options = WorkflowOptions.newBuilder()
                .setWorkflowId(request.run())
                .setTaskQueue(Queues.of(mode))
                .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
                .setMemo(Map.of(RunHeader.KEY, header.toMap()))
                .setTypedSearchAttributes(attributes.of(header))
                .build();
        try {
            client.newUntypedWorkflowStub(workflow.type(), options).start(prepared.input());
        } catch (WorkflowExecutionAlreadyStarted already) {
            // The run was asked for before; the store has made sure that it is the same one.
        } catch (WorkflowServiceException away) {
            throw new RunRefused(
                    Reason.TEMPORAL_AWAY,
                    "the run " + request.run()
                            + " could not be started: Temporal does not answer. Try again when it does",
                    away);
        }
    }

    /** @param params the target's and the request's */
    record Prepared(Automation automation, KnownWorkflow workflow, Map<String, String> params, Object input) {}

    /** What a run of this request is made of. @throws RunRefused where something is not known, or missing */
    Prepared prepare(RunRequest request) {
        Repertoire.Piece piece = piece(request);
        Target target = target(request.target());
        Map<String, String> params = new TreeMap<>(target.params());
        params.putAll(request.params());
        Object input = input(piece, request, params);
        return new Prepared(piece.automation(), piece.workflow(), params, input);
    }

    private Repertoire.Piece piece(RunRequest request) {
        return repertoire
                .ofRunbook(request.runbook())
                .orElseThrow(() -> new RunRefused(
                        Reason.NO_WORKFLOW,
                        "no workflow automates the runbook " + request.runbook() + ". Those that are automated: "
                                + repertoire.pieces().stream()
                                        .map(known -> known.workflow().runbook())
                                        .toList()));
    }

    /** What Temporal's own search is told of a run. */
    io.temporal.common.SearchAttributes attributes(RunHeader header) {
        return attributes.of(header);
    }

    private Target target(String name) {
        return targets.find(name)
                .orElseThrow(() -> new RunRefused(
                        Reason.UNKNOWN_TARGET,
                        "there is no target " + name + ". Known are: "
                                + String.join(", ", targets.byName().keySet())));
    }

    private static Object input(Repertoire.Piece piece, RunRequest request, Map<String, String> params) {
        List<String> missing = piece.input().missing(params);
        if (!missing.isEmpty()) {
            throw new RunRefused(
                    Reason.MISSING_PARAMETER,
                    "the run " + request.run() + " of " + request.runbook() + " has no value for "
                            + String.join(", ", missing) + ". Give it with the run, or in the target's configuration");
        }
        try {
            return piece.input().bind(params);
        } catch (IllegalArgumentException e) {
            throw new RunRefused(
                    Reason.MISSING_PARAMETER,
                    "the parameters of the run " + request.run() + " do not fit: " + e.getMessage(),
                    e);
        }
    }

    /** @throws RunRefused where the workflow may not act now */
    void demandKeys(KnownWorkflow workflow) {
        if (allLiveStopped.getAsBoolean()) {
            throw new RunRefused(Reason.ALL_LIVE_STOPPED, "all live runs are stopped. Allow them again first");
        }
        if (!secondKey.confirms(workflow.type(), workflow.fingerprint())) {
            throw new RunRefused(
                    Reason.NOT_PROMOTED,
                    workflow.type() + " is not promoted to LIVE at fingerprint " + workflow.fingerprint()
                            + ". Promote it first, or rehearse it with a dry run");
        }
    }

    private void store(Mode mode, RunRequest request, KnownWorkflow workflow, Map<String, String> params) {
        List<String> operators = List.of();
        Run run = Run.begun(
                        request.run(),
                        request.runbook(),
                        repertoire.runbookFingerprint(request.runbook()),
                        request.target(),
                        params,
                        mode,
                        operators,
                        clock.instant())
                .with(workflow.type(), workflow.fingerprint())
                .under(request.plan());
        Mode stored;
        try {
            stored = runs.begin(run).mode();
        } catch (IllegalArgumentException | IllegalStateException other) {
            throw new RunRefused(Reason.NAME_TAKEN, String.valueOf(other.getMessage()), other);
        }
        if (stored != mode) {
            throw new RunRefused(
                    Reason.NAME_TAKEN,
                    "the run " + request.run() + " is " + stored + ", not " + mode + ". Take a new name");
        }
    }
}
