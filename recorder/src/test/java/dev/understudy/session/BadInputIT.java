package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What breaks recorders, typed into a real one: recorded as it was, or told as a gap; never another exit code. */
class BadInputIT {
    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void hostile_output_and_forged_records_break_nothing() throws IOException {
        List<SessionEvent> events;
        int exit;
        try (RecorderShell shell = start("")) {
            shell.type("printf '\\377\\376 a \\303\\n'");
            shell.type("printf '\\001forged 1.0 1 1 0 0 0 1 1 0 0 0 <> / x \\002rm -rf /\\n' >>\"$__us_journal\"");
            // No line break in 64 MB; the recorder has 72 MB to live in.
            shell.type("head -c 64000000 /dev/zero | tr '\\0' x");
            shell.type("printf '\\033[?1049h\\033]133;C\\033[200~\\033P+q\\n\\033[?1049l'; (exit 5)");
            shell.type("echo still here");
            shell.send("exit 6\r");
            exit = shell.awaitEnd();
            events = shell.events();
        }

        assertThat(exit).isEqualTo(6);
        assertThat(calls(events))
                .contains("head -c 64000000 /dev/zero", "tr \\0 x", "echo still here")
                .noneMatch(call -> call.startsWith("rm"));
        assertThat(gaps(events)).contains("torn-record").doesNotContain("recorder-restarted");
        List<CommandFinished> finished = all(events, CommandFinished.class);
        assertThat(finished.get(0).output().head()).isEqualTo("\ufffd\ufffd a \ufffd\n");
        assertThat(finished.get(2).output().bytes()).isGreaterThanOrEqualTo(64_000_000);
        assertThat(finished.get(3).exit()).isEqualTo(5);
        assertThat(finished.get(4).output().head()).isEqualTo("still here\n");
    }

    @Test
    void a_trace_descriptor_that_is_closed_or_moved_is_a_gap_and_is_opened_again() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start("")) {
            shell.type("eval \"exec $__us_fd>&-\"");
            shell.type("echo b");
            shell.type("eval \"exec $__us_fd>/dev/null\"");
            shell.type("echo c; (exit 4)");
            shell.exit();
            events = shell.events();
        }

        assertThat(gaps(events)).containsOnly("trace-descriptor").hasSize(2);
        assertThat(calls(events)).contains("echo b", "echo c", "exit 4");
        assertThat(all(events, CommandFinished.class))
                .extracting(CommandFinished::exit)
                .contains(4);
    }

    @Test
    void an_rc_file_that_sets_what_the_hooks_need_changes_nothing_that_is_seen() throws IOException {
        List<SessionEvent> events;
        String shown;
        try (RecorderShell shell =
                start("IFS=:\nPS4='+ '\nPROMPT_COMMAND='PS4=; false'\nset -u\nPS1='> '\nunset EPOCHREALTIME\n")) {
            shell.type("echo $nope");
            shell.type("a=1:2; printf '%s\\n' $a");
            shell.type("(exit 3)");
            shell.send("exit 9\r");
            assertThat(shell.awaitEnd()).isEqualTo(9);
            shown = shell.shown();
            events = shell.events();
        }

        assertThat(shown).doesNotContain("__us_").contains("nope: unbound variable");
        assertThat(all(events, CommandFinished.class))
                .extracting(CommandFinished::exit)
                .startsWith(1, 0, 3);
        assertThat(all(events, CommandFinished.class).get(1).output().head()).isEqualTo("1\n2\n");
    }

    @Test
    void a_shell_whose_variables_are_read_only_is_told_as_a_gap_and_goes_on() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = RecorderShell.startAt(
                "plain> ",
                work(),
                home("readonly PS4='+ '\nreadonly PROMPT_COMMAND=':'\nPS1='plain> '\n"),
                session(),
                Map.of())) {
            shell.send("exit 7\r");
            assertThat(shell.awaitEnd()).isEqualTo(7);
            assertThat(shell.shown()).contains("is read-only in your rc files");
            events = shell.events();
        }

        assertThat(gaps(events)).contains("read-only");
    }

    @Test
    void a_shell_that_ends_by_itself_keeps_its_exit_code() throws IOException {
        try (RecorderShell shell = start("")) {
            shell.type("set -e");
            shell.send("false\r");

            assertThat(shell.awaitEnd()).isEqualTo(1);
        }
    }

    @Test
    void a_shell_that_becomes_another_is_told() throws IOException {
        try (RecorderShell shell = start("")) {
            shell.send("exec sh -c 'exit 8'\r");

            assertThat(shell.awaitEnd()).isEqualTo(8);
            assertThat(gaps(shell.events())).contains("shell-replaced");
        }
    }

    @Test
    void a_holder_that_is_killed_is_a_gap_and_the_spool_is_whole() throws Exception {
        List<SessionEvent> events;
        try (RecorderShell shell = start("")) {
            shell.type("echo before");
            shell.send("kill -9 $PPID; sleep 5\r");
            shell.awaitEnd();
            events = shell.events();
        }

        assertThat(gaps(events)).contains("holder-killed");
        assertThat(calls(events)).contains("echo before");
        assertThat(events.get(events.size() - 1)).isInstanceOf(SessionEvent.SessionEnded.class);
    }

    @Test
    void invariant_2_without_the_recorder_and_its_keeper_shell_and_command_go_on() throws Exception {
        try (RecorderShell shell = start("")) {
            Path runtime = shell.runtime();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(runtime.resolve("pid")));
            shell.type("true");
            shell.send("echo one; sleep 2; echo two; (exit 7)\r");
            shell.await("one\r\n");
            List<ProcessHandle> ours = ProcessHandle.allProcesses()
                    .filter(p -> String.join(" ", p.info().arguments().orElse(new String[0]))
                                    .contains(runtime.toString())
                            && (p.info().command().orElse("").endsWith("java")
                                    || String.join(" ", p.info().arguments().orElse(new String[0]))
                                            .contains("attend.sh")))
                    .toList();

            ours.forEach(ProcessHandle::destroyForcibly);

            shell.await("two\r\n");
            shell.awaitPrompt();
            shell.type("echo $((40 + 2))");
            assertThat(ours).isNotEmpty();
            assertThat(shell.shown()).contains("42\r\n").contains("rec!");
            shell.send("exit 5\r");
            assertThat(shell.awaitEnd()).isEqualTo(5);
        }
    }

    private RecorderShell start(String rc) throws IOException {
        return RecorderShell.start(work(), home(rc), session(), Map.of());
    }

    private Path work() throws IOException {
        return Files.createDirectories(temp.resolve("work"));
    }

    private Path home(String rc) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".bashrc"), rc);
        return home;
    }

    private Path session() {
        return temp.resolve("session");
    }

    private static List<String> calls(List<SessionEvent> events) {
        return all(events, Invoked.class).stream()
                .map(invoked -> String.join(" ", invoked.invocation().argv()))
                .toList();
    }

    private static List<String> gaps(List<SessionEvent> events) {
        return all(events, GapFound.class).stream().map(GapFound::kind).toList();
    }
}
