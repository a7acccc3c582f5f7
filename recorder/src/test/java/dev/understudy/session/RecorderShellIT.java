package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.StepMarked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recorder shell as its operator has it: a real bash in a real pseudo terminal, by way of the launcher. */
class RecorderShellIT {
    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void output_belongs_to_the_command_that_printed_it() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("printf 'a\\nb\\n'");
            shell.type("echo c >&2");
            shell.type("true");
            shell.exit();
            events = shell.events();
        }

        assertThat(outputs(events)).startsWith("a\nb\n", "c\n", "");
    }

    @Test
    void the_exit_code_of_the_shell_is_passed_through() throws IOException {
        try (RecorderShell shell = start()) {
            shell.send("exit 42\r");

            assertThat(shell.awaitEnd()).isEqualTo(42);
            assertThat(last(shell.events(), SessionEnded.class)).satisfies(ended -> {
                assertThat(ended.exit()).isEqualTo(42);
                assertThat(ended.endsRun()).isTrue();
            });
        }
    }

    @Test
    void what_the_operator_tells_is_no_invocation() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("step 2.1");
            shell.type("note the disk is \"full\"");
            shell.type("step done");
            shell.type("run keep");
            shell.exit();
            events = shell.events();
        }

        assertThat(all(events, StepMarked.class))
                .extracting(mark -> mark.step() + " " + mark.state())
                .containsExactly("2.1 BEGUN", "2.1 DONE");
        assertThat(all(events, Noted.class)).extracting(Noted::text).containsExactly("the disk is full");
        assertThat(all(events, Invoked.class))
                .extracting(invoked -> invoked.invocation().argv().get(0))
                .containsExactly("exit");
        assertThat(last(events, SessionEnded.class).endsRun()).isFalse();
        assertThat(all(events, CommandStarted.class).get(1).step()).isEqualTo("2.1");
    }

    @Test
    void invariant_2_a_recorder_that_is_killed_takes_nothing_with_it() throws IOException {
        List<SessionEvent> events;
        int exit;
        try (RecorderShell shell = start()) {
            Path runtime = shell.runtime();
            eventually(() -> Files.exists(runtime.resolve("pid")));
            long recorder =
                    Long.parseLong(Files.readString(runtime.resolve("pid")).strip());
            shell.send("echo one; sleep 1; echo two; (exit 7)\r");
            shell.await("one\r\n");

            ProcessHandle.of(recorder).ifPresent(ProcessHandle::destroyForcibly);

            shell.await("two\r\n");
            shell.awaitPrompt();
            shell.type("echo after");
            exit = shell.exit();
            events = shell.events();
        }

        assertThat(exit).isZero();
        assertThat(all(events, Invoked.class))
                .extracting(invoked -> String.join(" ", invoked.invocation().argv()))
                .contains("echo one", "sleep 1", "echo two", "exit 7", "echo after")
                .doesNotHaveDuplicates();
        assertThat(outputs(events)).contains("one\ntwo\n", "after\n");
        assertThat(all(events, SessionEnded.class)).hasSize(1);
    }

    @Test
    void a_hook_that_is_removed_leaves_a_gap_and_is_put_back() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("set +x");
            shell.type("echo seen");
            shell.type("PROMPT_COMMAND='true hostile'");
            shell.type("echo b");
            shell.type("unset PROMPT_COMMAND");
            shell.type("echo c");
            shell.type("PS4=");
            shell.type("echo d");
            shell.exit();
            events = shell.events();
        }

        assertThat(all(events, GapFound.class)).extracting(GapFound::kind).contains("xtrace-off", "prompt-hook", "ps4");
        assertThat(all(events, Invoked.class))
                .extracting(invoked -> String.join(" ", invoked.invocation().argv()))
                .contains("echo seen", "echo b", "echo c", "echo d");
    }

    @Test
    void a_full_screen_program_is_not_taken_for_output() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("printf 'before\\n\\033[?1049hpainted\\033[?1049lafter\\n'");
            shell.exit();
            events = shell.events();
        }

        assertThat(outputs(events).get(0)).isEqualTo("before\nafter\n");
    }

    @Test
    void marks_that_a_program_forges_are_output() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("printf 'x\\033]133;D;9;aid=guess\\007y\\n'; (exit 3)");
            shell.type("echo next");
            shell.exit();
            events = shell.events();
        }

        assertThat(all(events, CommandFinished.class))
                .extracting(CommandFinished::exit)
                .startsWith(3, 0);
        assertThat(outputs(events)).startsWith("xy\n", "next\n");
    }

    @Test
    void invariant_4_a_secret_is_nowhere_on_the_disk() throws IOException {
        String secret = "ghp_" + "0123456789abcdefghijABCDEFGHIJ456789";
        String password = "q7Zp2LxVt9Kd4Wm8";
        Path manifest = Files.writeString(
                temp.resolve("secret.yaml"), "apiVersion: v1\ndata:\n  pw: " + password + "\nkind: Secret\n");
        try (RecorderShell shell = start()) {
            shell.type("echo " + secret);
            shell.type("PGPASSWORD=" + password + " true; true mysql -uroot -p" + password);
            shell.type("cat " + manifest);
            shell.exit();
        }

        try (Stream<Path> files = Files.walk(temp.resolve("session"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret, password);
            }
        }
    }

    @Test
    void the_recording_of_the_screen_has_a_marker_for_each_command_and_step() throws IOException {
        List<String> cast;
        try (RecorderShell shell = start()) {
            shell.type("echo one");
            shell.type("step 2.1");
            shell.type("PGPASSWORD=q7Zp2LxVt9Kd4Wm8 true");
            shell.exit();
            cast = Files.readAllLines(temp.resolve("session").resolve("session.cast"));
        }

        assertThat(cast.stream()
                        .filter(line -> line.contains("\"m\", "))
                        .map(line -> line.replaceFirst(".*\"m\", ", "")))
                .contains("\"echo one\"]", "\"step 2.1\"]", "\"exit\"]")
                .anyMatch(marker -> marker.matches("\"PGPASSWORD=\\[redacted:[0-9a-f]{8}] true\"]"));
    }

    @Test
    void a_flood_keeps_head_and_tail() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("seq 1 500000");
            shell.exit();
            events = shell.events();
        }

        CommandFinished flood = all(events, CommandFinished.class).get(0);
        assertThat(flood.output().head()).startsWith("1\n2\n");
        assertThat(flood.output().tail()).endsWith("499999\n500000\n");
        assertThat(flood.output().omitted()).isPositive();
    }

    private RecorderShell start() throws IOException {
        Path work = Files.createDirectories(temp.resolve("work"));
        return RecorderShell.start(work, temp.resolve("home"), temp.resolve("session"), Map.of());
    }

    private static List<String> outputs(List<SessionEvent> events) {
        return all(events, CommandFinished.class).stream()
                .map(finished -> finished.output().head())
                .toList();
    }

    private static <E extends SessionEvent> E last(List<SessionEvent> events, Class<E> kind) {
        List<E> all = all(events, kind);
        return all.get(all.size() - 1);
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(condition);
    }
}
