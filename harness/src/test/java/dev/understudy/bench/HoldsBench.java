package dev.understudy.bench;

import dev.understudy.control.Control;
import dev.understudy.harness.RunRequest;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How soon people's words hold live runs that write without a pause: for each word the time from saying it to the beginning of
 * the last write that still left, and, where a run goes on, to its next write. Arguments: the server's address, rounds.
 */
public final class HoldsBench {
    /** If nothing was written for so long, nothing is. */
    private static final Duration QUIET = Duration.ofSeconds(3);

    private final Stage stage;
    private final Map<String, List<Double>> millis = new LinkedHashMap<>();
    private int runs;

    private HoldsBench(Stage stage) {
        this.stage = stage;
    }

    public static void main(String[] args) throws IOException {
        int exit = 5;
        try {
            WorkflowServiceStubs temporal = WorkflowServiceStubs.newConnectedServiceStubs(
                    WorkflowServiceStubsOptions.newBuilder().setTarget(args[0]).build(), Duration.ofSeconds(10));
            Path dir = Files.createTempDirectory(Path.of(System.getProperty("bench.dir", "/var/tmp")), "holds");
            new HoldsBench(new Stage(temporal, dir)).run(Integer.parseInt(args[1]));
            exit = 0;
        } catch (RuntimeException | InterruptedException e) {
            e.printStackTrace();
        } finally {
            System.exit(exit); // whose threads would go on
        }
    }

    private void run(int rounds) throws InterruptedException {
        Control control = stage.harness().control();
        for (int round = 0; round < rounds; round++) {
            String run = busy();
            held("pause", () -> control.pause(run, "grace", "to measure it"));
            goesOn("resume", () -> control.resume(run, "grace", "to measure it"));
            held("stop all live", () -> control.stopAllLive("grace", "to measure it"));
            goesOn("allow live", () -> control.allowLive("grace", "to measure it"));
            held("stop", () -> control.stop(run, Control.Stop.NOW, "grace", "to measure it"));
            String second = busy();
            held(
                    "stop after this operation",
                    () -> control.stop(second, Control.Stop.AFTER_THIS_OPERATION, "grace", "to measure it"));
            String third = busy();
            held(
                    "stop with compensation",
                    () -> control.stop(third, Control.Stop.WITH_COMPENSATION, "grace", "to measure it"));
        }
        System.out.printf(Locale.ROOT, "%-28s %10s %10s   in milliseconds, of %d%n", "", "median", "longest", rounds);
        millis.forEach((word, all) -> {
            Collections.sort(all);
            System.out.printf(
                    Locale.ROOT, "%-28s %10.0f %10.0f%n", word, all.get(all.size() / 2), all.get(all.size() - 1));
        });
    }

    /** A live run that writes again and again, one write after the other. */
    private String busy() throws InterruptedException {
        String run = "busy-" + ++runs + "-" + System.nanoTime();
        long before = Steady.Touched.lastBegun();
        stage.harness()
                .startLive(new RunRequest(
                                run, "archive-logs", "host-1", "grace", Map.of("folder", Steady.ENDLESS, "millis", "5"))
                        .unwatched());
        awaitWriteAfter(before);
        Thread.sleep(500);
        return run;
    }

    private void held(String word, Runnable say) throws InterruptedException {
        long said = System.nanoTime();
        say.run();
        while (System.nanoTime() - Math.max(said, Steady.Touched.lastBegun()) < QUIET.toNanos()) {
            Thread.sleep(20);
        }
        add(word, Math.max(0, Steady.Touched.lastBegun() - said));
    }

    private void goesOn(String word, Runnable say) throws InterruptedException {
        long said = System.nanoTime();
        say.run();
        awaitWriteAfter(said);
        add(word, System.nanoTime() - said);
        Thread.sleep(500);
    }

    private static void awaitWriteAfter(long nanos) throws InterruptedException {
        while (Steady.Touched.lastBegun() <= nanos) {
            Thread.sleep(2);
        }
    }

    private void add(String word, long nanos) {
        millis.computeIfAbsent(word, key -> new ArrayList<>()).add(nanos / 1e6);
    }
}
