package dev.understudy.importing;

import com.google.protobuf.ByteString;
import dev.understudy.journal.ImportedExecution;
import dev.understudy.journal.ImportedOperation;
import dev.understudy.journal.ImportedOperations;
import dev.understudy.shadow.RunHeader;
import dev.understudy.store.Store;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryRequest;
import io.temporal.api.workflowservice.v1.GetWorkflowExecutionHistoryResponse;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsRequest;
import io.temporal.api.workflowservice.v1.ListWorkflowExecutionsResponse;
import io.temporal.payload.codec.PayloadCodec;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes histories from a Temporal server into the journal. Each history is stored whole or not at all, so that an import that
 * was cut short is simply made again; one that is here already is not read again unless it has gone on.
 */
public final class HistoryImport {
    private static final int PAGE = 500;

    private final WorkflowServiceStubs temporal;
    private final ImportedOperations imported;
    private final PayloadText text;
    private final HistoryReader reader;
    private final Clock clock;

    /**
     * @param codecs the user's own, to read payloads that are encrypted; may be none
     * @param redaction applied to all text before it is stored
     */
    public HistoryImport(
            WorkflowServiceStubs temporal,
            Store store,
            List<PayloadCodec> codecs,
            UnaryOperator<String> redaction,
            Clock clock) {
        this.temporal = temporal;
        this.imported = new ImportedOperations(store);
        this.text = new PayloadText(codecs, redaction);
        this.reader = new HistoryReader(text);
        this.clock = clock;
    }

    /**
     * Imports what is new.
     *
     * @param progress told after each execution, on this thread
     * @throws StatusRuntimeException where the server refuses or is away; what was imported until then stays
     */
    public ImportCounts run(ImportRequest request, Consumer<ImportCounts> progress) {
        ImportCounts counts = ImportCounts.NONE;
        ByteString page = ByteString.EMPTY;
        do {
            ListWorkflowExecutionsResponse listed = temporal.blockingStub()
                    .listWorkflowExecutions(ListWorkflowExecutionsRequest.newBuilder()
                            .setNamespace(request.namespace())
                            .setQuery(request.query())
                            .setPageSize(PAGE)
                            .setNextPageToken(page)
                            .build());
            for (WorkflowExecutionInfo info : listed.getExecutionsList()) {
                counts = take(request, info, counts);
                progress.accept(counts);
            }
            page = listed.getNextPageToken();
        } while (!page.isEmpty());
        return counts;
    }

    private ImportCounts take(ImportRequest request, WorkflowExecutionInfo info, ImportCounts counts) {
        if (info.getMemo().containsFields(RunHeader.KEY)) {
            return counts.ofTheHarnessOne();
        }
        WorkflowExecution execution = info.getExecution();
        Optional<ImportedExecution> known =
                imported.find(request.origin(), execution.getWorkflowId(), execution.getRunId());
        boolean running = info.getStatus() == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
        if (known.isPresent() && !running && known.get().closedAt() != null) {
            return counts.unchangedOne();
        }
        List<HistoryEvent> events;
        try {
            events = history(request.namespace(), execution);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                return counts.goneOne();
            }
            throw e;
        }
        if (HistoryReader.isOfTheHarness(events)) {
            return counts.ofTheHarnessOne();
        }
        if (known.isPresent() && running && known.get().events() == events.size()) {
            return counts.unchangedOne();
        }
        int encryptedBefore = text.encrypted();
        List<ImportedOperation> operations = reader.read(events);
        imported.store(
                new ImportedExecution(
                        request.origin(),
                        execution.getWorkflowId(),
                        execution.getRunId(),
                        info.getType().getName(),
                        info.getStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", ""),
                        events.size(),
                        instant(info.getStartTime()),
                        running ? null : closed(info),
                        clock.instant()),
                request.target() == null ? request.namespace() : request.target(),
                operations);
        return counts.importedOne(operations.size(), text.encrypted() - encryptedBefore);
    }

    private List<HistoryEvent> history(String namespace, WorkflowExecution execution) {
        List<HistoryEvent> events = new ArrayList<>();
        ByteString page = ByteString.EMPTY;
        do {
            GetWorkflowExecutionHistoryResponse part = temporal.blockingStub()
                    .getWorkflowExecutionHistory(GetWorkflowExecutionHistoryRequest.newBuilder()
                            .setNamespace(namespace)
                            .setExecution(execution)
                            .setNextPageToken(page)
                            .build());
            events.addAll(part.getHistory().getEventsList());
            page = part.getNextPageToken();
        } while (!page.isEmpty());
        return events;
    }

    private @Nullable Instant closed(WorkflowExecutionInfo info) {
        return info.hasCloseTime() ? instant(info.getCloseTime()) : clock.instant();
    }

    private static Instant instant(com.google.protobuf.Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }
}
