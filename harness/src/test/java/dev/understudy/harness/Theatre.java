package dev.understudy.harness;

import dev.understudy.automation.Automation;
import dev.understudy.control.Guard;
import dev.understudy.control.Incident;
import dev.understudy.control.Supervision;
import dev.understudy.divergence.Report;
import dev.understudy.journal.Journal;
import dev.understudy.operation.NotObserved;
import dev.understudy.run.Run;
import dev.understudy.run.RunEnding;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.sample.ArchiveLogsAutomation;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactoryOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A folder of logs, an archive, a store, and a harness on a given Temporal server. */
final class Theatre implements AutoCloseable {
    final Path folder;
    final Path archive;
    final Store store;
    final Map<String, Report> reports = new ConcurrentHashMap<>();
    final List<Incident> incidents = new CopyOnWriteArrayList<>();
    volatile Guard guard = Guard.NONE;
    volatile @Nullable NotObserved notObserved;
    final Set<String> promoted = ConcurrentHashMap.newKeySet();
    private final AtomicInteger keysLeft = new AtomicInteger(1_000_000);
    private final WorkflowServiceStubs temporal;
    private final WorkflowClientOptions client;
    private final List<Automation> automations;
    private final int cachedWorkflows;
    private Harness harness;

    /** A server in this process, whose clock is the machine's. */
    static TestWorkflowEnvironment temporal() {
        return TestWorkflowEnvironment.newInstance(
                TestEnvironmentOptions.newBuilder().setUseTimeskipping(false).build());
    }

    Theatre(Path dir, WorkflowServiceStubs temporal, WorkflowClientOptions client) {
        this(dir, temporal, client, 600, List.of(new ArchiveLogsAutomation()));
    }

    /** @param cachedWorkflows 0 makes every workflow task a replay from the start */
    Theatre(
            Path dir,
            WorkflowServiceStubs temporal,
            WorkflowClientOptions client,
            int cachedWorkflows,
            List<Automation> automations) {
        this.cachedWorkflows = cachedWorkflows;
        this.folder = dir.resolve("logs");
        this.archive = dir.resolve("archive");
        this.temporal = temporal;
        this.client = client;
        this.automations = automations;
        try {
            Files.createDirectories(folder);
            Files.createDirectories(archive);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        this.store = Store.open(dir.resolve("understudy.db"), Duration.ofSeconds(2));
        this.harness = start();
    }

    private Harness start() {
        Target target = new Target("host-1", Map.of("archive", archive.toString()));
        return Harness.start(new HarnessSetup(
                        store,
                        temporal,
                        client,
                        WorkerFactoryOptions.newBuilder()
                                .setWorkflowCacheSize(cachedWorkflows)
                                .build(),
                        automations,
                        List.of(runbook()),
                        new Targets(Map.of("host-1", target), Map.of()),
                        this::confirms,
                        report -> reports.put(report.run(), report),
                        Duration.ofSeconds(20),
                        Clock.systemUTC())
                .with(supervision()));
    }

    private Supervision supervision() {
        return new Supervision(
                target -> guard.firing(target),
                Duration.ofMillis(300),
                incidents::add,
                (type, own) -> notObserved == null ? own : notObserved);
    }

    /** After the start, which asks twice, and the first write of a live run, the promotion is gone. */
    void revokeAfterFirstKey() {
        keysLeft.set(3);
    }

    /** After the start, which asks twice, the promotion is gone. */
    void revokeAfterStart() {
        keysLeft.set(2);
    }

    void keysAreBack() {
        keysLeft.set(1_000_000);
    }

    private boolean confirms(String type, String fingerprint) {
        return promoted.contains(type + fingerprint) && keysLeft.getAndDecrement() > 0;
    }

    /** A client as anybody can make one: without the harness's leave, with any memo. */
    WorkflowClient anybodysClient() {
        return WorkflowClient.newInstance(temporal, client);
    }

    /** The server stops and another one starts on the same store. */
    void restart() {
        harness.close();
        harness = start();
    }

    Harness harness() {
        return harness;
    }

    Journal journal() {
        return new Journal(store);
    }

    Run run(String id) {
        return new Runs(store).find(id).orElseThrow();
    }

    RunEnding ending(String run) {
        return Objects.requireNonNull(run(run).ending(), "the end of " + run);
    }

    /** The director's decision, for the workflow as it is now. */
    void promote(String workflowType) {
        harness.workflows().stream()
                .filter(workflow -> workflow.type().equals(workflowType))
                .forEach(workflow -> promoted.add(workflow.type() + workflow.fingerprint()));
    }

    void log(String name) {
        try {
            Files.writeString(folder.resolve(name), "one line\n");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void remove(String name) {
        try {
            Files.delete(folder.resolve(name));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void removeFolder() {
        names(folder).forEach(this::remove);
        try {
            Files.delete(folder);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What was archived is a log again. */
    void undo() {
        try {
            Files.delete(archive.resolve("app.log.gz"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        log("app.log");
    }

    List<String> names(Path dir) {
        try (var files = Files.list(dir)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A request for the {@code CarefulWorkflow}. */
    RunRequest careful(String run, String care) {
        return new RunRequest(
                run, "archive-logs", "host-1", "grace", Map.of("folder", folder.toString(), "care", care));
    }

    RunRequest request(String run) {
        return new RunRequest(run, "archive-logs", "host-1", "grace", Map.of("folder", folder.toString()));
    }

    Operator operator(String run, String session) {
        return new Operator(this, run, session, "grace");
    }

    Report awaitReport(String run) {
        Awaitility.await("report of " + run)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> reports.containsKey(run) && run(run).state() == RunState.CLOSED);
        return Objects.requireNonNull(reports.get(run));
    }

    void awaitClosed(String run) {
        Awaitility.await("end of " + run)
                .atMost(Duration.ofSeconds(40))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> run(run).state() == RunState.CLOSED);
    }

    WorkflowExecutionHistory history(String run) {
        return WorkflowClient.newInstance(temporal, client).fetchHistory(run);
    }

    /** What the workflow itself returned. */
    String result(String run) {
        return WorkflowClient.newInstance(temporal, client)
                .newUntypedWorkflowStub(run)
                .getResult(String.class);
    }

    List<String> activities(String run) {
        List<String> types = new ArrayList<>();
        history(run).getEvents().forEach(event -> {
            if (event.hasActivityTaskScheduledEventAttributes()) {
                types.add(event.getActivityTaskScheduledEventAttributes()
                        .getActivityType()
                        .getName());
            }
        });
        return types;
    }

    static Runbook runbook() {
        try (InputStream in = Theatre.class.getResourceAsStream("/dev/understudy/sample/archive-logs.md")) {
            return new RunbookReader().read("archive-logs.md", in.readAllBytes());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        harness.close();
        store.close();
    }
}
