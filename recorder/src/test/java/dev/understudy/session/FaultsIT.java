package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.lab.RealPart;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A machine that fails around a recorded shell: recorded as it was, or told as a gap; never in the operator's way. */
class FaultsIT {
    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void a_clock_that_is_set_back_and_forth_loses_nothing() throws Exception {
        RealPart.require("faketime");
        Path library;
        try (Stream<Path> found =
                Files.find(Path.of("/usr/lib"), 3, (path, is) -> path.endsWith("faketime/libfaketimeMT.so.1"))) {
            library = found.findFirst().orElseThrow();
        }
        Path clock = Files.writeString(temp.resolve("clock"), "+0");
        Map<String, String> faked = Map.of(
                "LD_PRELOAD",
                library.toString(),
                "FAKETIME_TIMESTAMP_FILE",
                clock.toString(),
                "FAKETIME_NO_CACHE",
                "1",
                "FAKETIME_DONT_FAKE_MONOTONIC",
                "1");
        List<SessionEvent> events;
        try (RecorderShell shell = start(temp.resolve("session"), "", faked)) {
            shell.awaitWord();
            shell.type("echo before; (exit 3)");
            Files.writeString(clock, "-3h");
            shell.type("echo back; (exit 4)");
            shell.type("# no command");
            Files.writeString(clock, "+20d");
            shell.type("date +%s >/dev/null; echo forth; (exit 5)");
            Files.writeString(clock, "+0");
            shell.type("echo again; (exit 6)");
            shell.send("exit 7\r");
            assertThat(shell.awaitEnd()).isEqualTo(7);
            events = shell.events();
        }

        assertThat(exits(events)).containsSubsequence(3, 4, 5, 6);
        assertThat(outputs(events)).contains("before\n", "back\n", "forth\n", "again\n");
        assertThat(calls(events)).contains("echo before", "echo back", "echo forth", "echo again");
        assertThat(gaps(events)).isEmpty();
        assertThat(events).last().isInstanceOf(SessionEnded.class);
    }

    @Test
    void a_shell_whose_clock_is_a_lie_is_recorded_by_the_recorders() throws Exception {
        List<SessionEvent> events;
        try (RecorderShell shell = start(temp.resolve("session"), "", Map.of())) {
            shell.type("unset EPOCHREALTIME; EPOCHREALTIME=1500000000.5; echo past");
            shell.type("EPOCHREALTIME=99999999999999999999; echo future; (exit 3)");
            shell.type("EPOCHREALTIME='a b'; echo none; (exit 4)");
            shell.exit();
            events = shell.events();
        }

        assertThat(exits(events)).startsWith(0, 3, 4);
        assertThat(outputs(events)).contains("past\n", "future\n", "none\n");
        assertThat(calls(events)).contains("echo past", "echo future");
    }

    @Test
    void a_runtime_folder_that_vanishes_is_a_gap_and_what_runs_is_recorded_on() throws Exception {
        List<SessionEvent> events;
        try (RecorderShell shell = start(temp.resolve("session"), "", Map.of())) {
            shell.awaitWord();
            shell.type("rm -r \"$__us_dir\"");
            int before = shell.screen().length();
            shell.type("echo after; (exit 3)");
            shell.type("ls -d /; (exit 4)");
            String shown = shell.screen().substring(before);
            assertThat(shown).doesNotContain("No such file").doesNotContain("__us_");
            shell.send("exit 5\r");
            assertThat(shell.awaitEnd()).isEqualTo(5);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> shell.events().stream().anyMatch(SessionEnded.class::isInstance));
            events = shell.events();
        }

        assertThat(gaps(events)).contains("runtime-lost");
        assertThat(outputs(events)).contains("after\n", "/\n");
        assertThat(exits(events)).containsSubsequence(3, 4);
    }

    @Test
    void a_spool_that_cannot_be_written_is_told_and_the_shell_starts_all_the_same() throws Exception {
        try (RecorderShell shell = start(Path.of("/proc/understudy-session"), "", Map.of())) {
            shell.type("echo works; (exit 3)");
            String runtime = shell.runtime().toString();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(Path.of(runtime, "drained")));
            shell.type("echo told");
            assertThat(shell.shown()).contains("nothing more is recorded: ").contains("works\r\n");
            shell.send("exit 4\r");
            assertThat(shell.awaitEnd()).isEqualTo(4);
        }
        assertThat(strictly(Path.of("/proc/understudy-session"))).contains("the session cannot be kept", "exit=4");
    }

    @Test
    void a_disk_that_is_full_is_told_and_what_it_refused_is_there_when_it_has_room() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root can make a small disk");
        Path disk = Files.createDirectories(temp.resolve("disk"));
        assumeTrue(
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString())
                                .start()
                                .waitFor()
                        == 0,
                "no disk can be mounted here");
        List<SessionEvent> events;
        try (RecorderShell shell = start(disk.resolve("session"), "", Map.of())) {
            shell.awaitWord();
            shell.type("echo before; (exit 3)");
            shell.type("head -c 1000000 /dev/zero >" + disk + "/ballast");
            assertThat(strictly(disk.resolve("other"))).contains("the session cannot be kept", "exit=4");
            for (int i = 0; i < 30; i++) {
                shell.type("echo full-" + i + "; (exit 4)");
            }
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                shell.type(":");
                return shell.shown().contains("the disk does not take the recording");
            });
            Files.delete(disk.resolve("ballast"));
            shell.type("echo room; (exit 5)");
            shell.send("exit 6\r");
            assertThat(shell.awaitEnd()).isEqualTo(6);
            events = shell.events();
        } finally {
            new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
        }

        assertThat(exits(events)).containsSubsequence(3, 4, 4, 5);
        assertThat(calls(events)).contains("echo before", "echo full-0", "echo full-29", "echo room");
        assertThat(events).extracting(SessionEvent::seq).doesNotHaveDuplicates();
        assertThat(events).last().isInstanceOf(SessionEnded.class);
    }

    @Test
    void hooks_of_others_strict_shells_and_odd_separators_change_no_exit_code() throws Exception {
        List<SessionEvent> events;
        try (RecorderShell shell = start(
                temp.resolve("session"),
                "PROMPT_COMMAND=('false' 'IFS=x' 'trap : DEBUG')\nPS1='$(false)> '\nPS0='$(exit 9)'\nPS4='$(exit 9)+ '\n",
                Map.of())) {
            shell.type("(exit 3)");
            shell.type("set -u; echo ${nope-unset}");
            shell.type("PS4='+ '; PROMPT_COMMAND=; IFS=_; (exit 4)");
            shell.type("printf '%s\\n' a_b");
            shell.type("unset PROMPT_COMMAND PS4 PS0; (exit 5)");
            shell.type("true");
            shell.type("set -o pipefail; false | true");
            shell.type("(exit 6)");
            shell.send("set -e; false\r");
            assertThat(shell.awaitEnd()).isEqualTo(1);
            assertThat(shell.shown()).doesNotContain("__us_");
            events = shell.events();
        }

        assertThat(exits(events)).containsSubsequence(3, 0, 4, 0, 5, 1, 6);
        assertThat(outputs(events)).contains("unset\n", "a_b\n");
        assertThat(gaps(events)).contains("prompt-hook", "ps4");
    }

    /** What a recorder says that must refuse to start what it cannot record. */
    private static String strictly(Path session) throws IOException {
        Process process = new ProcessBuilder(
                        "script",
                        "-q",
                        "-c",
                        RecorderShell.root() + "/understudy record --strict --offline " + session + "; echo exit=$?",
                        "/dev/null")
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), UTF_8);
    }

    private RecorderShell start(Path session, String rc, Map<String, String> environment) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".bashrc"), rc);
        return RecorderShell.start(temp, home, session, environment);
    }

    private static List<String> calls(List<SessionEvent> events) {
        return all(events, Invoked.class).stream()
                .map(invoked -> String.join(" ", invoked.invocation().argv()))
                .toList();
    }

    private static List<Integer> exits(List<SessionEvent> events) {
        return all(events, CommandFinished.class).stream()
                .map(CommandFinished::exit)
                .toList();
    }

    private static List<String> outputs(List<SessionEvent> events) {
        return all(events, CommandFinished.class).stream()
                .map(finished -> finished.output().head())
                .toList();
    }

    private static List<String> gaps(List<SessionEvent> events) {
        return all(events, GapFound.class).stream().map(GapFound::kind).toList();
    }
}
