package dev.understudy.bench;

import dev.understudy.harness.RunRequest;
import dev.understudy.shadow.RunSignals;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/**
 * Many shadows open at once on one worker, each with its prediction published and not done: prints what the process
 * takes, with its store and a Temporal server elsewhere. Then tells some of them that the operators ended the run, and waits
 * until they have. Arguments: the server's address, the number of runs.
 */
public final class OpenRunsBench {
    private static final int TOLD = 200;

    private OpenRunsBench() {}

    public static void main(String[] args) throws IOException {
        int exit = 5;
        try {
            WorkflowServiceStubs temporal = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build(), Duration.ofSeconds(10));
            Path dir = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/var/tmp")), "open-runs");
            open(new Stage(temporal, dir), WorkflowClient.newInstance(temporal), Integer.parseInt(args[1]));
            exit = 0;
        } catch (RuntimeException e) {
            e.printStackTrace();
        } finally {
            System.exit(exit); // whose threads would go on
        }
    }

    private static void open(Stage stage, WorkflowClient client, int runs) throws IOException {
        String all = "open-" + System.nanoTime() + "-";
        long begun = System.nanoTime();
        print("before", 0);
        for (int from = 0; from < runs; from += 1_000) {
            int first = from;
            int some = Math.min(1_000, runs - from);
            stage.each(
                    some,
                    number -> stage.harness()
                            .startShadow(new RunRequest(
                                    all + (first + number),
                                    "archive-logs",
                                    "host-1",
                                    "grace",
                                    Map.of("folder", Steady.SINGLE, "millis", "0"))));
            stage.awaitOperations(all, first + some);
            print((first + some) + " open", System.nanoTime() - begun);
        }
        System.gc();
        print("all open, after a collection", System.nanoTime() - begun);
        begun = System.nanoTime();
        int told = Math.min(TOLD, runs);
        stage.each(
                told,
                number -> client.newUntypedWorkflowStub(all + number * (runs / told))
                        .signal(RunSignals.ENDED));
        stage.each(
                told,
                number -> client.newUntypedWorkflowStub(all + number * (runs / told))
                        .getResult(String.class));
        print(told + " of them ended when told", System.nanoTime() - begun);
    }

    private static void print(String when, long nanos) throws IOException {
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                Locale.ROOT,
                "%-32s %5d s, resident %5d MB (most %5d MB), heap %4d MB, %4d threads%n",
                when,
                nanos / 1_000_000_000,
                status("VmRSS"),
                status("VmHWM"),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20,
                ManagementFactory.getThreadMXBean().getThreadCount());
    }

    private static long status(String name) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith(name + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}
