package dev.understudy.bench;

import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.harness.Harness;
import dev.understudy.harness.HarnessSetup;
import dev.understudy.harness.RunRequest;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.promotion.Candidate;
import dev.understudy.promotion.Policies;
import dev.understudy.promotion.Promotions;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** A plain worker and a harness beside each other, on one Temporal server and with the same options. */
final class Stage {
    static final String SHADOW = "SHADOW";
    static final String DRY_RUN = "DRY_RUN";
    static final String LIVE = "LIVE under a plan";
    static final String LIVE_ALONE = "LIVE with a rehearsal of its own";
    static final List<String> WAYS = List.of(SHADOW, DRY_RUN, LIVE, LIVE_ALONE);
    private static final int STARTERS = 16;

    private final Store store;
    private final Harness harness;
    private final WorkflowClient client;
    private final ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    private int rounds;

    Stage(WorkflowServiceStubs temporal, Path dir) {
        store = Store.open(dir.resolve("understudy.db"));
        client = WorkflowClient.newInstance(temporal);
        WorkerFactory plain = WorkerFactory.newInstance(client);
        var worker = plain.newWorker("plain");
        worker.registerWorkflowImplementationTypes(Steady.Going.class);
        worker.registerActivitiesImplementations(new Steady.Touched());
        plain.start();
        Promotions promotions = new Promotions(store, Policies.DEFAULT);
        harness = Harness.start(new HarnessSetup(
                store,
                temporal,
                WorkflowClientOptions.getDefaultInstance(),
                List.of(new Steady.Automated()),
                List.of(),
                new Targets(Map.of("host-1", new Target("host-1", Map.of())), Map.of()),
                promotions::confirms,
                report -> {},
                Duration.ofSeconds(20),
                Clock.systemUTC()));
        KnownWorkflow known = harness.workflows().get(0);
        Candidate candidate = new Candidate(
                new WorkflowVersion(known.type(), known.fingerprint(), known.runbook(), "unknown"), known.authors());
        promotions.override(candidate, null, "grace", "to measure it");
        promotions.confirm(candidate, "rita");
    }

    Store store() {
        return store;
    }

    Harness harness() {
        return harness;
    }

    /** Runs so many workflows without the harness, until all have ended. */
    void plain(int workflows, int millis) {
        String round = "plain-" + ++rounds + "-" + System.nanoTime() + "-";
        each(
                workflows,
                number -> client.newUntypedWorkflowStub(
                                "Steady",
                                WorkflowOptions.newBuilder()
                                        .setWorkflowId(round + number)
                                        .setTaskQueue("plain")
                                        .build())
                        .start(new Steady.Input("/" + round, "" + millis)));
        each(workflows, number -> client.newUntypedWorkflowStub(round + number).getResult(String.class));
    }

    /**
     * Runs so many workflows as runs, until all are closed. A shadow counts as done when all its predictions are on disk and
     * published: from there on it waits for a person.
     */
    void harness(String way, int workflows, int millis) {
        String round = way.charAt(0) + "-" + ++rounds + "-" + System.nanoTime() + "-";
        String plan = round + "plan";
        if (way.equals(LIVE)) {
            harness.startDryRun(request(plan, round, millis));
            awaitPlan(plan);
        }
        each(workflows, number -> {
            RunRequest request = request(round + number, round, millis);
            switch (way) {
                case SHADOW -> harness.startShadow(request);
                case DRY_RUN -> harness.startDryRun(request);
                case LIVE -> harness.startLive(request.under(plan));
                case LIVE_ALONE -> harness.startLive(request);
                default -> throw new IllegalArgumentException("no such way: " + way);
            }
        });
        if (way.equals(SHADOW)) {
            awaitOperations(round, (long) workflows * Steady.WRITES);
            each(
                    workflows,
                    number -> client.newUntypedWorkflowStub(round + number).terminate("the round is over"));
        } else {
            await(
                    "SELECT count(*) FROM run WHERE id >= :from AND id < :to AND state = 'CLOSED' AND mode = '"
                            + (way.equals(DRY_RUN) ? DRY_RUN : "LIVE") + "'",
                    round,
                    workflows);
        }
    }

    private static RunRequest request(String run, String folder, int millis) {
        return new RunRequest(
                run, "archive-logs", "host-1", "grace", Map.of("folder", "/" + folder, "millis", "" + millis));
    }

    private void awaitPlan(String run) {
        try {
            harness.awaitPlan(run, Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Until so many operations of runs of this name are in the journal. */
    void awaitOperations(String name, long all) {
        await("SELECT count(*) FROM operation WHERE run >= :from AND run < :to", name, all);
    }

    private void await(String count, String round, long all) {
        while (store.read(handle -> handle.createQuery(count)
                        .bind("from", round)
                        .bind("to", round + "~")
                        .mapTo(Long.class)
                        .one())
                < all) {
            try {
                Thread.sleep(20);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    void each(int workflows, IntConsumer act) {
        CountDownLatch done = new CountDownLatch(workflows);
        IntStream.range(0, workflows)
                .forEach(number -> starters.execute(() -> {
                    try {
                        act.accept(number);
                    } catch (RuntimeException e) {
                        e.printStackTrace();
                    } finally {
                        done.countDown();
                    }
                }));
        try {
            done.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
