package dev.understudy.bench;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Workflows a second with the harness and a durable journal, beside plain Temporal in the same process and in turns: prints for
 * each way of running the ratio to the plain rounds around it, the median of all rounds, and the processor time of this process
 * for each workflow. Arguments: {@code in-process} or the address of a server, workflows a round (all in flight together), rounds,
 * and optionally which ways, separated by commas.
 */
public final class ThroughputBench {
    private static final int[] MILLIS = {0, 5};

    private final Stage stage;
    private final int workflows;

    private ThroughputBench(Stage stage, int workflows) {
        this.stage = stage;
        this.workflows = workflows;
    }

    private record Lap(double perSecond, double cpuMillis) {}

    public static void main(String[] args) throws IOException {
        Path dir = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/var/tmp")), "throughput");
        WorkflowServiceStubs stubs = args[0].equals("in-process") ? inProcess() : at(args[0]);
        int exit = 5;
        try {
            List<String> ways = args.length > 3 ? List.of(args[3].split(",")) : Stage.WAYS;
            new ThroughputBench(new Stage(stubs, dir), Integer.parseInt(args[1]))
                    .run(args[0], ways, Integer.parseInt(args[2]));
            exit = 0;
        } catch (RuntimeException e) {
            e.printStackTrace();
        } finally {
            System.exit(exit); // whose threads would go on
        }
    }

    private static WorkflowServiceStubs inProcess() {
        return TestWorkflowEnvironment.newInstance(TestEnvironmentOptions.newBuilder()
                        .setUseTimeskipping(false)
                        .build())
                .getWorkflowServiceStubs();
    }

    private static WorkflowServiceStubs at(String address) {
        return WorkflowServiceStubs.newConnectedServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build(), Duration.ofSeconds(10));
    }

    private void run(String where, List<String> ways, int rounds) {
        for (int warm = 0; warm < 3; warm++) {
            stage.plain(workflows, 0);
            for (String way : ways) {
                Lap lap = lap(n -> stage.harness(way, n, 0), workflows);
                System.out.printf(Locale.ROOT, "warming up, %s: %.0f a second%n", way, lap.perSecond);
            }
        }
        for (int millis : MILLIS) {
            Map<String, List<Double>> ratios = new LinkedHashMap<>();
            Map<String, List<Double>> cpu = new LinkedHashMap<>();
            Lap before = lap(n -> stage.plain(n, millis), workflows);
            for (int round = 0; round < rounds; round++) {
                for (String way : ways) {
                    Lap with = lap(n -> stage.harness(way, n, millis), workflows);
                    Lap after = lap(n -> stage.plain(n, millis), workflows);
                    add(ratios, way, with.perSecond * 2 / (before.perSecond + after.perSecond));
                    add(cpu, way, with.cpuMillis);
                    add(cpu, "plain", after.cpuMillis);
                    before = after;
                }
            }
            System.out.printf(
                    Locale.ROOT,
                    "%n%s, %d workflows at once, %d activities each, %s%n",
                    where,
                    workflows,
                    Steady.WRITES,
                    millis == 0 ? "empty: only overhead is measured" : "each of " + millis + " ms");
            System.out.printf(
                    Locale.ROOT, "%-36s %9s %14s %18s%n", "", "of plain", "least to most", "CPU ms a workflow");
            System.out.printf(
                    Locale.ROOT,
                    "%-36s %9s %14s %18.1f%n",
                    "plain",
                    "1.00",
                    "",
                    median(cpu.getOrDefault("plain", List.of())));
            ratios.forEach((way, all) -> System.out.printf(
                    Locale.ROOT,
                    "%-36s %9.2f %6.2f to %4.2f %18.1f%n",
                    way,
                    median(all),
                    all.stream().min(Double::compare).orElseThrow(),
                    all.stream().max(Double::compare).orElseThrow(),
                    median(cpu.getOrDefault(way, List.of()))));
        }
    }

    private static void add(Map<String, List<Double>> to, String way, double value) {
        to.computeIfAbsent(way, key -> new ArrayList<>()).add(value);
    }

    private static double median(List<Double> all) {
        return all.isEmpty() ? Double.NaN : all.stream().sorted().toList().get(all.size() / 2);
    }

    private static Lap lap(IntConsumer round, int workflows) {
        long cpu = cpu();
        long begun = System.nanoTime();
        round.accept(workflows);
        long nanos = System.nanoTime() - begun;
        return new Lap(workflows * 1e9 / nanos, (cpu() - cpu) / 1e6 / Math.max(1, workflows));
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
