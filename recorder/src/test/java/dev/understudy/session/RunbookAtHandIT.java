package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runbook's commands at the prompt, and the word that says where the operator is. */
class RunbookAtHandIT {
    private static final String NEXT = "\u0018\u000e";
    private static final String PREVIOUS = "\u0018\u0010";

    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void a_key_brings_each_command_and_its_step_begins_when_it_runs() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.awaitWord();
            shell.send(NEXT);
            shell.await("echo look");
            shell.send("\r");
            shell.awaitPrompt();
            shell.send(NEXT);
            shell.await("in prod");
            shell.send("p-1");
            shell.type("");
            shell.send(NEXT);
            shell.await("echo second");
            shell.send(PREVIOUS);
            shell.await("in prod");
            shell.send("\u0015");
            shell.exit();
            assertThat(shell.shown()).contains("(rec wal-7 1/3 local)", "(rec wal-7 2/3 local)");
            events = shell.events();
        }

        assertThat(typed(events)).contains("look-1 echo look", "delete-1 echo delete p-1 in prod");
        assertThat(marks(events)).containsExactly("look-1 BEGUN", "delete-1 BEGUN");
    }

    @Test
    void a_placeholder_that_is_not_filled_in_does_not_run_by_one_Enter() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.awaitWord();
            shell.type("step 2");
            shell.send(NEXT);
            shell.await("understudy: <pod-name>");
            shell.send("\r");
            shell.await("<pod-name> is not filled in");
            shell.send("p-2\r");
            shell.await("delete p-2 in prod");
            shell.awaitPrompt();
            shell.type("echo free");
            shell.exit();
            events = shell.events();
        }

        assertThat(typed(events)).contains("delete-1 echo delete p-2 in prod", "delete-1 echo free");
        assertThat(typed(events)).noneMatch(line -> line.contains("delete  in"));
    }

    @Test
    void steps_are_declared_by_number_name_or_order_and_a_wrong_one_is_refused() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.awaitWord();
            shell.type("step next");
            shell.type("step done");
            shell.type("step next");
            shell.type("step wait-1");
            shell.type("step 4711");
            shell.type("run status");
            shell.exit();
            assertThat(shell.shown())
                    .contains("no step '4711'", "run wal-7", "3/3 wait-1: Wait 5 minutes\r\nrun wal-7");
            events = shell.events();
        }

        assertThat(marks(events)).containsExactly("look-1 BEGUN", "look-1 DONE", "delete-1 BEGUN", "wait-1 BEGUN");
    }

    @Test
    void a_key_that_the_operator_has_bound_stays_theirs_and_another_can_be_chosen() throws IOException {
        String own = "bind '\"\\C-x\\C-n\": \"echo mine\"'\nrun() { echo my own run; }\n";
        try (RecorderShell shell = start(own, Map.of("UNDERSTUDY_KEY_PREVIOUS", "\\C-x\\C-y"))) {
            shell.awaitWord();
            shell.send(NEXT);
            shell.await("echo mine");
            shell.type("");
            shell.type("run");
            shell.type("step 2");
            shell.send("\u0018\u0019");
            shell.await("echo look");
            shell.send("\u0015");
            shell.exit();

            assertThat(shell.shown()).contains("is bound to something of yours", "run: yours already", "my own run");
        }
    }

    @Test
    void the_word_is_off_where_it_is_not_wanted() throws IOException {
        try (RecorderShell shell = start("", Map.of(), "--no-word")) {
            shell.type("echo a");
            shell.exit();

            assertThat(shell.shown()).doesNotContain("(rec");
        }
    }

    @Test
    void the_word_survives_a_prompt_that_is_made_anew_each_time() throws IOException {
        String tool = "starship_like() { PS1='tool> '; }\nPROMPT_COMMAND=starship_like\n";
        try (RecorderShell shell = start(tool, Map.of())) {
            shell.awaitWord();
            shell.type("echo a");
            shell.exit();

            assertThat(shell.shown()).contains("(rec wal-7 local) tool> echo a");
        }
    }

    private RecorderShell start() throws IOException {
        return start("", Map.of());
    }

    private RecorderShell start(String rc, Map<String, String> environment, String... more) throws IOException {
        Path work = Files.createDirectories(temp.resolve("work"));
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".bashrc"), "PS1='$ '\n" + rc);
        Path book = Files.writeString(work.resolve("book.md"), """
                # Test book
                ## Look
                ```sh
                echo look
                ```
                ## Delete
                ```sh
                echo delete <pod-name> in <namespace>
                echo second
                ```
                ## Wait
                Wait 5 minutes.
                """);
        List<String> options = new ArrayList<>(List.of(
                "--runbook", book.toString(), "--target", "db-1", "--run", "wal-7", "--param", "namespace=prod"));
        options.addAll(List.of(more));
        return RecorderShell.start(work, home, temp.resolve("session"), environment, options.toArray(String[]::new));
    }

    private static List<String> typed(List<SessionEvent> events) {
        return events.stream()
                .filter(CommandStarted.class::isInstance)
                .map(CommandStarted.class::cast)
                .map(command -> command.step() + " " + command.typed())
                .toList();
    }

    private static List<String> marks(List<SessionEvent> events) {
        return events.stream()
                .filter(StepMarked.class::isInstance)
                .map(StepMarked.class::cast)
                .map(mark -> mark.step() + " " + mark.state())
                .toList();
    }
}
