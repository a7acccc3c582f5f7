package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.SessionEnded;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each of our processes is killed again and again while an operator works. */
class KillIT {
    @TempDir
    Path temp;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void invariant_2_and_3_shell_and_command_go_on_and_what_is_acknowledged_is_there_once(long seed) throws Exception {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        SplittableRandom random = new SplittableRandom(seed);
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger killed = new AtomicInteger();
        List<SessionEvent> events;
        try (RecorderShell shell = RecorderShell.start(temp, temp.resolve("home"), temp.resolve("session"), Map.of())) {
            shell.awaitWord();
            String runtime = shell.runtime().toString();
            Thread killer = new Thread(
                    () -> {
                        while (!over.get()) {
                            // The keeper of the recorder stays: without it there is nobody to come back, as another
                            // test shows.
                            killed.addAndGet(kill(runtime, random));
                            sleep(100 + random.nextInt(1500));
                        }
                    },
                    "killer");
            killer.setDaemon(true);
            killer.start();
            for (int i = 1; i <= 60; i++) {
                shell.type("echo number-" + i + "; (exit " + i % 7 + ")");
                if (i % 6 == 0) {
                    shell.send("sleep 0.6; echo in-between-$((" + i + " + 0))\r");
                    shell.await("in-between-" + i + "\r\n");
                    shell.awaitPrompt();
                }
            }
            over.set(true);
            killer.join();
            shell.send("exit 6\r");
            assertThat(shell.awaitEnd()).isEqualTo(6);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> shell.events().stream().anyMatch(SessionEnded.class::isInstance));
            events = shell.events();
        }

        assertThat(killed).hasValueGreaterThan(2);
        assertThat(events).extracting(SessionEvent::seq).doesNotHaveDuplicates();
        assertThat(events).filteredOn(SessionEnded.class::isInstance).hasSize(1);
        assertThat(events).last().isInstanceOf(SessionEnded.class);
        boolean anyGap = events.stream().anyMatch(GapFound.class::isInstance);
        Map<Integer, String> typed = new TreeMap<>();
        Map<Integer, CommandFinished> finished = new TreeMap<>();
        for (SessionEvent event : events) {
            if (event instanceof CommandStarted started) {
                assertThat(typed.put(started.command(), started.typed())).isNull();
            } else if (event instanceof CommandFinished done) {
                assertThat(finished.put(done.command(), done)).isNull();
            }
        }
        int missing = 0;
        for (int i = 1; i <= 60; i++) {
            String line = "echo number-" + i + "; (exit " + i % 7 + ")";
            List<Integer> commands = typed.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(line))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(commands).as(line).hasSizeLessThanOrEqualTo(1);
            CommandFinished done = commands.isEmpty() ? null : finished.get(commands.get(0));
            if (done == null) {
                missing++;
            } else {
                assertThat(done.exit()).as(line).isEqualTo(i % 7);
            }
        }
        assertThat(missing == 0 || anyGap)
                .as("%d missing, and a gap says so", missing)
                .isTrue();
        assertThat(missing).isLessThanOrEqualTo(killed.get());
    }

    private static int kill(String runtime, SplittableRandom random) {
        List<ProcessHandle> ours = ProcessHandle.allProcesses()
                .filter(process -> process.info().command().orElse("").endsWith("java")
                        && String.join(" ", process.info().arguments().orElse(new String[0]))
                                .contains(runtime))
                .toList();
        if (ours.isEmpty()) {
            return 0;
        }
        return ours.get(random.nextInt(ours.size())).destroyForcibly() ? 1 : 0;
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
