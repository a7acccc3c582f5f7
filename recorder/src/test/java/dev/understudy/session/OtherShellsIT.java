package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.lab.RealPart;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells that are recorded less completely, and say so. */
class OtherShellsIT {
    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void zsh_tells_lines_exit_codes_outputs_and_simple_commands_with_their_arguments() throws IOException {
        RealPart.require("zsh");
        List<SessionEvent> events;
        try (RecorderShell shell =
                start(".zshrc", "PROMPT='z> '\nalias greet='echo hello'\n", Map.of(), "--shell", "zsh")) {
            shell.type("who=world; touch a.txt b.txt");
            shell.type("greet $who *.txt 'a  b'");
            shell.type("(exit 3)");
            shell.type("printf 'no end'");
            shell.type("false");
            shell.type("for i in 1 2; do echo $i-$who; done");
            shell.type("echo piped | tr a-z A-Z");
            shell.type("step 2.1");
            shell.send("exit 4\r");
            assertThat(shell.awaitEnd()).isEqualTo(4);
            assertThat(shell.shown()).contains("zsh is recorded less completely", "(rec) z> ");
            events = shell.events();
        }

        assertThat(lines(events))
                .contains(
                        "greet $who *.txt 'a  b' 0 hello world a.txt b.txt a  b\n",
                        "(exit 3) 3 ",
                        "printf 'no end' 0 no end",
                        "false 1 ",
                        "echo piped | tr a-z A-Z 0 PIPED\n");
        assertThat(invocations(events))
                .contains("echo hello world a.txt b.txt a  b=0", "printf no end=0", "false=1", "echo 1-world=0");
        assertThat(gaps(events)).contains("zsh-detail");
        assertThat(events.get(events.size() - 1)).isInstanceOf(SessionEnded.class);
    }

    @Test
    void a_simple_session_of_zsh_has_no_gap() throws IOException {
        RealPart.require("zsh");
        List<SessionEvent> events;
        try (RecorderShell shell = start(".zshrc", "PROMPT='z> '\n", Map.of("SHELL", "/usr/bin/zsh"))) {
            shell.type("echo one");
            shell.exit();
            events = shell.events();
        }

        assertThat(invocations(events)).contains("echo one=0");
        assertThat(gaps(events)).isEmpty();
    }

    @Test
    void a_key_of_zsh_brings_the_commands_of_the_runbook_and_an_open_placeholder_asks_for_a_second_Enter()
            throws IOException {
        RealPart.require("zsh");
        Path runbook = Files.writeString(
                temp.resolve("two.md"),
                "# Two steps\n\n1. Look:\n\n```bash\necho look\n```\n\n2. Delete:\n\n```bash\necho delete <pod-name> in prod\n```\n");
        List<SessionEvent> events;
        try (RecorderShell shell = start(
                ".zshrc",
                "PROMPT='z> '\n",
                Map.of(),
                "--shell",
                "zsh",
                "--runbook",
                runbook.toString(),
                "--target",
                "db-7")) {
            shell.awaitWord();
            shell.send("\u0018\u000e");
            shell.await("echo look");
            shell.type("");
            shell.send("\u0018\u000e");
            shell.await("<pod-name>");
            shell.send("\r");
            shell.await("Enter once more");
            shell.send("p-1\r");
            shell.awaitPrompt();
            shell.exit();
            events = shell.events();
        }

        assertThat(lines(events)).contains("echo look 0 look\n", "echo delete p-1 in prod 0 delete p-1 in prod\n");
        assertThat(events).filteredOn(SessionEvent.StepMarked.class::isInstance).hasSize(2);
    }

    @Test
    void an_old_bash_tells_lines_exit_codes_and_outputs_and_says_that_it_is_no_more() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell =
                start(".bashrc", "PS1='$ '\nalias greet='echo hello'\n", Map.of("UNDERSTUDY_TRACE", "lines"))) {
            shell.type("greet you | cat");
            shell.type("for i in 1 2; do echo $i; done; (exit 3)");
            shell.type("note a remark");
            shell.send("exit 5\r");
            assertThat(shell.awaitEnd()).isEqualTo(5);
            assertThat(shell.shown()).contains("but not what it started");
            events = shell.events();
        }

        assertThat(lines(events))
                .contains("greet you | cat 0 hello you\n", "for i in 1 2; do echo $i; done; (exit 3) 3 1\n2\n");
        assertThat(gaps(events)).containsOnly("lines-only");
    }

    private RecorderShell start(String rc, String text, Map<String, String> environment, String... options)
            throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(rc), text);
        return RecorderShell.start(
                Files.createDirectories(temp.resolve("work")), home, temp.resolve("session"), environment, options);
    }

    /** Typed text, exit code and output of each command. */
    private static List<String> lines(List<SessionEvent> events) {
        List<String> lines = new ArrayList<>();
        String typed = "";
        for (SessionEvent event : events) {
            if (event instanceof CommandStarted started) {
                typed = started.typed();
            } else if (event instanceof CommandFinished finished) {
                lines.add(
                        typed + " " + finished.exit() + " " + finished.output().head());
            }
        }
        return lines;
    }

    private static List<String> invocations(List<SessionEvent> events) {
        List<String> found = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof Invoked invoked) {
                Invocation invocation = invoked.invocation();
                found.add(String.join(" ", invocation.argv()) + "=" + invocation.exit());
            }
        }
        return found;
    }

    private static List<String> gaps(List<SessionEvent> events) {
        return events.stream()
                .filter(GapFound.class::isInstance)
                .map(event -> ((GapFound) event).kind())
                .toList();
    }
}
