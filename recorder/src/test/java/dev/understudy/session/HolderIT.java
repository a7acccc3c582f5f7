package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.SessionEnded;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded shell where there is no {@code script} of util-linux: a JVM of ours holds the terminal. */
class HolderIT {
    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(
                RecorderShell.isPossible(), "needs util-linux's script, to type into the shell, and a built recorder");
    }

    @Test
    void the_shell_has_job_control_the_windows_size_and_its_exit_code() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start(Map.of("UNDERSTUDY_HOLDER", "jline"))) {
            assertThat(shell.shown()).contains("a JVM of ours holds this terminal");
            shell.send("sh -c 'echo started; exec sleep 30'\r");
            shell.await("started\r\n");
            shell.send("\u001a");
            shell.await("Stopped");
            shell.awaitPrompt();
            shell.send("fg\r");
            shell.await("sleep 30'\r\n");
            shell.send("\u0003");
            shell.awaitPrompt();
            shell.type("stty size");
            shell.send(
                    "until [ \"$(stty size)\" = '30 90' ]; do sleep 0.01; done; stty size >/dev/null; echo é${COLUMNS}\r");
            shell.await("\u001b[?2004l");
            shell.resize(temp.resolve("home"), 30, 90);
            shell.awaitPrompt();
            shell.send("exit 7\r");
            assertThat(shell.awaitEnd()).isEqualTo(7);
            events = shell.events();
        }

        assertThat(outputs(events)).anyMatch(text -> text.contains("Stopped"));
        assertThat(outputs(events)).contains("40 200\n", "é90\n");
        assertThat(events.get(events.size() - 1))
                .isInstanceOfSatisfying(
                        SessionEnded.class, end -> assertThat(end.exit()).isEqualTo(7));
        assertThat(events).noneMatch(GapFound.class::isInstance);
    }

    @Test
    void without_setsid_another_program_gives_the_shell_its_terminal() throws IOException {
        Path bin = Files.createDirectories(temp.resolve("bin"));
        try (Stream<Path> programs = Files.list(Path.of("/usr/bin"))) {
            for (Path program : programs.toList()) {
                String name = program.getFileName().toString();
                if (!List.of("script", "setsid", "busybox").contains(name)) {
                    link(bin.resolve(name), program);
                }
            }
        }
        String java = Path.of(System.getProperty("java.home")).toString();
        List<SessionEvent> events;
        try (RecorderShell shell = start(Map.of("RECORD_PATH", bin.toString(), "JAVA_HOME", java))) {
            shell.type("echo $(tty >/dev/null && echo on) $(jobs -p)terminal");
            shell.exit();
            events = shell.events();
        }

        assertThat(outputs(events)).contains("on terminal\n");
    }

    @Test
    void a_holder_that_is_killed_leaves_a_gap_and_all_that_was_seen() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start(Map.of("UNDERSTUDY_HOLDER", "jline"))) {
            shell.type("echo before");
            shell.send("kill -9 $PPID; sleep 5\r");
            shell.awaitEnd();
            events = shell.events();
        }

        assertThat(outputs(events)).contains("before\n");
        assertThat(events)
                .anyMatch(event -> event instanceof GapFound gap && gap.kind().equals("holder-killed"));
        assertThat(events.get(events.size() - 1)).isInstanceOf(SessionEnded.class);
    }

    private RecorderShell start(Map<String, String> environment) throws IOException {
        Path work = Files.createDirectories(temp.resolve("work"));
        return RecorderShell.start(work, temp.resolve("home"), temp.resolve("session"), environment);
    }

    private static void link(Path link, Path program) throws IOException {
        try {
            Files.createSymbolicLink(link, program);
        } catch (FileAlreadyExistsException e) {
            // One of the name is enough.
        }
    }

    private static List<String> outputs(List<SessionEvent> events) {
        return events.stream()
                .filter(CommandFinished.class::isInstance)
                .map(event -> ((CommandFinished) event).output().head())
                .toList();
    }
}
