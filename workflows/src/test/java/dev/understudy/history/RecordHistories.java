package dev.understudy.history;

import dev.understudy.automation.Automation;
import dev.understudy.kubernetes.WorkerAccounts;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.TemporalLab;
import dev.understudy.postgres.WalArchiveFullInput;
import dev.understudy.postgres.WalArchiveFullWorkflow;
import dev.understudy.run.Targets;
import dev.understudy.scaleout.ScaleOutInput;
import dev.understudy.scaleout.ScaleOutWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Records the histories anew, on a real Temporal server and a real cluster. Only for a workflow that is new, or whose change
 * was made with {@code Workflow.getVersion}: then under a new name, and the old histories stay.
 *
 * <pre>mvn test -pl workflows -am -Dtest=RecordHistories -Dsurefire.failIfNoSpecifiedTests=false -Dunderstudy.histories=record</pre>
 */
@EnabledIfSystemProperty(named = "understudy.histories", matches = "record")
class RecordHistories {
    private static final String QUEUE = "histories";

    private final KubernetesLab lab = KubernetesLab.shared();
    private final WorkflowServiceStubs service =
            WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget(TemporalLab.shared().address())
                    .build());
    private final WorkflowClient client = WorkflowClient.newInstance(
            service, WorkflowClientOptions.newBuilder().setIdentity("recorder").build());
    private final WorkerFactory factory = WorkerFactory.newInstance(client);

    @TempDir
    Path top;

    @AfterEach
    void close() {
        factory.shutdownNow();
        service.shutdownNow();
    }

    @Test
    void record() throws IOException {
        Targets targets = new Targets(Map.of(), WorkerAccounts.lab(WorkerAccounts.live(lab)));
        Worker worker = factory.newWorker(QUEUE);
        for (Automation automation : StoredHistories.automations()) {
            worker.registerWorkflowImplementationTypes(automation.workflow());
            worker.registerActivitiesImplementations(
                    automation.activities(targets, true).toArray());
        }
        factory.start();

        WalArchiveFullInput host = host();
        record("wal-archive-full", "room-made", () -> makeRoom("room-made", host));
        record("wal-archive-full", "nothing-to-do", () -> makeRoom("nothing-to-do", host));
        Path pgWal = Path.of(host.pg_data()).resolve("pg_wal");
        Files.delete(pgWal);
        Files.createSymbolicLink(pgWal, Path.of(host.archive()));
        record("wal-archive-full", "archive-is-pg-wal", () -> makeRoom("archive-is-pg-wal", host));

        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
        record("scale-out", "scaled-out", () -> scaleOut("scaled-out", namespace, "3"));
        record("scale-out", "not-a-scale-out", () -> scaleOut("not-a-scale-out", namespace, "3"));
    }

    private WalArchiveFullInput host() throws IOException {
        Path data = Files.createDirectories(top.resolve("data"));
        Path archive = Files.createDirectories(top.resolve("archive"));
        Path cold = Files.createDirectories(top.resolve("cold"));
        Files.createDirectory(data.resolve("pg_wal"));
        for (int i = 0xA; i < 0xD; i++) {
            Files.writeString(archive.resolve(String.format("00000001000000020000000%X", i)), "wal ".repeat(1_000));
        }
        Path partial = Files.writeString(archive.resolve("00000001000000020000000A.partial"), "half");
        Files.setLastModifiedTime(partial, FileTime.from(Instant.now().minusSeconds(3_600)));
        return new WalArchiveFullInput(data.toString(), archive.toString(), cold.toString());
    }

    private void makeRoom(String id, WalArchiveFullInput input) {
        client.newWorkflowStub(WalArchiveFullWorkflow.class, options(id)).makeRoom(input);
    }

    private void scaleOut(String id, String namespace, String replicas) {
        client.newWorkflowStub(ScaleOutWorkflow.class, options(id))
                .scaleOut(new ScaleOutInput("lab", namespace, "db", replicas));
    }

    private static WorkflowOptions options(String id) {
        return WorkflowOptions.newBuilder()
                .setTaskQueue(QUEUE)
                .setWorkflowId(id)
                .build();
    }

    private void record(String runbook, String name, Runnable run) throws IOException {
        try {
            run.run();
        } catch (WorkflowException refused) {
            // a refusal has a history as well
        }
        Path file = StoredHistories.folder(runbook).resolve(name + ".json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, client.fetchHistory(name).toJson(true) + "\n");
    }
}
