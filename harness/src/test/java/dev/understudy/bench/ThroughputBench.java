package dev.understudy.bench;

import dev.understudy.harness.Harness;
import dev.understudy.harness.HarnessSetup;
import dev.understudy.harness.RunRequest;
import dev.understudy.operation.Mode;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Workflows a second with the harness and a durable journal, beside plain Temporal in the same process and in turns: prints for
 * each mode the ratio to plain, the median of all rounds. Arguments: {@code in-process} or the address of a server, workflows a
 * round, rounds.
 *
 * <p>A SHADOW counts as done when all its predictions are on disk and published: from there on it waits for a person. Plain,
 * DRY_RUN and LIVE count as done when the workflow has ended.
 */
public final class ThroughputBench {
    private static final int STARTERS = 8;

    private final Store store;
    private final Harness harness;
    private final WorkerFactory plain;
    private final WorkflowClient client;
    private final ExecutorService starters = Executors.newFixedThreadPool(STARTERS);
    private int rounds;

    private ThroughputBench(WorkflowServiceStubs temporal, Path dir) {
        this.store = Store.open(dir.resolve("understudy.db"));
        this.client = WorkflowClient.newInstance(temporal);
        this.plain = WorkerFactory.newInstance(client);
        var worker = plain.newWorker("plain");
        worker.registerWorkflowImplementationTypes(Steady.Going.class);
        worker.registerActivitiesImplementations(new Steady.Touched());
        plain.start();
        this.harness = Harness.start(new HarnessSetup(
                store,
                temporal,
                WorkflowClientOptions.getDefaultInstance(),
                List.of(new Steady.Automated()),
                List.of(),
                new Targets(Map.of("host-1", new Target("host-1", Map.of())), Map.of()),
                (type, fingerprint) -> true,
                report -> {},
                Duration.ofSeconds(20),
                Clock.systemUTC()));
    }

    public static void main(String[] args) throws IOException {
        int workflows = Integer.parseInt(args[1]);
        int rounds = Integer.parseInt(args[2]);
        Path dir = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/var/tmp")), "throughput");
        @Nullable TestWorkflowEnvironment inProcess = null;
        WorkflowServiceStubs stubs;
        if (args[0].equals("in-process")) {
            inProcess = TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                    .setUseTimeskipping(false)
                    .build());
            stubs = inProcess.getWorkflowServiceStubs();
        } else {
            stubs = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build(), Duration.ofSeconds(10));
        }
        new ThroughputBench(stubs, dir).run(args[0], workflows, rounds);
        System.exit(0);
    }

    private void run(String where, int workflows, int howOften) {
        plainRound(workflows / 4);
        for (Mode mode : Mode.values()) {
            harnessRound(mode, workflows / 4);
        }
        Map<Mode, List<Double>> ratios = new EnumMap<>(Mode.class);
        for (int round = 0; round < howOften; round++) {
            for (Mode mode : Mode.values()) {
                double before = plainRound(workflows);
                double with = harnessRound(mode, workflows);
                double after = plainRound(workflows);
                double ratio = with / ((before + after) / 2);
                ratios.computeIfAbsent(mode, key -> new ArrayList<>()).add(ratio);
                System.out.printf(
                        Locale.ROOT,
                        "%s round %d: %-7s %6.1f a second, plain %6.1f and %6.1f, ratio %.2f%n",
                        where,
                        round + 1,
                        mode,
                        with,
                        before,
                        after,
                        ratio);
            }
        }
        ratios.forEach((mode, all) -> System.out.printf(
                Locale.ROOT,
                "%s %s: %.2f of plain Temporal (median of %d)%n",
                where,
                mode,
                all.stream().sorted().toList().get(all.size() / 2),
                all.size()));
    }

    private double plainRound(int workflows) {
        String round = "plain-" + ++rounds + "-" + System.nanoTime() + "-";
        long begun = System.nanoTime();
        each(workflows, number -> {
            WorkflowStub stub = client.newUntypedWorkflowStub(
                    "Steady",
                    WorkflowOptions.newBuilder()
                            .setWorkflowId(round + number)
                            .setTaskQueue("plain")
                            .build());
            stub.start(new Steady.Input("/" + number));
        });
        each(workflows, number -> client.newUntypedWorkflowStub(round + number).getResult(String.class));
        return workflows * 1e9 / (System.nanoTime() - begun);
    }

    private double harnessRound(Mode mode, int workflows) {
        String round = mode + "-" + ++rounds + "-" + System.nanoTime() + "-";
        long begun = System.nanoTime();
        each(workflows, number -> {
            RunRequest request =
                    new RunRequest(round + number, "archive-logs", "host-1", "grace", Map.of("folder", "/" + number));
            switch (mode) {
                case LIVE -> harness.startLive(request);
                case DRY_RUN -> harness.startDryRun(request);
                case SHADOW -> harness.startShadow(request);
            }
        });
        if (mode != Mode.SHADOW) {
            each(
                    workflows,
                    number -> client.newUntypedWorkflowStub(round + number).getResult(String.class));
            return workflows * 1e9 / (System.nanoTime() - begun);
        }
        long all = (long) workflows * Steady.WRITES;
        while (published(round) < all) {
            pause();
        }
        double rate = workflows * 1e9 / (System.nanoTime() - begun);
        each(workflows, number -> client.newUntypedWorkflowStub(round + number).terminate("the round is over"));
        return rate;
    }

    private long published(String round) {
        return store.read(
                handle -> handle.createQuery("SELECT count(*) FROM operation WHERE run >= :from AND run < :to")
                        .bind("from", round)
                        .bind("to", round + "~")
                        .mapTo(Long.class)
                        .one());
    }

    private void each(int workflows, Consumer<Integer> act) {
        CountDownLatch done = new CountDownLatch(workflows);
        IntStream.range(0, workflows)
                .forEach(number -> starters.execute(() -> {
                    try {
                        act.accept(number);
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

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
