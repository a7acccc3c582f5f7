package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.lab.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator's own shell: the same keys, typed into plain bash and into a recorded one, give the same bytes on the screen,
 * but for the marks, which no terminal shows, and the word in the prompt, where it is on.
 */
class SameScreenIT {
    private static final String ENTER = "\r";
    private static final Pattern PROCESS = Pattern.compile("(?<=\\[1\\] )\\d+");
    private static final String TAB = "\t";

    private static String ctrl(char key) {
        return String.valueOf((char) (key & 0x1f));
    }

    /** Keys, and what is waited for between them. */
    private interface Keys {
        void typeInto(RecorderShell shell) throws IOException;
    }

    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void line_editing_completion_history_search_and_paste_are_the_operators_own() throws IOException {
        assertSame(
                shell -> {
                    shell.type("greet you");
                    shell.type("echo häßlich → 日本 ✓");
                    shell.send("cat unmis");
                    shell.await("unmis");
                    shell.send(TAB);
                    shell.await("takable.txt ");
                    shell.type("");
                    shell.send("ls two-" + TAB);
                    shell.await("\u0007");
                    shell.send(TAB);
                    shell.await("two-b");
                    shell.await("ls two-");
                    shell.send(ctrl('u'));
                    shell.type("echo needle; (exit 3)");
                    shell.type("echo code=$?");
                    shell.send(ctrl('r'));
                    shell.await("reverse-i-search");
                    shell.send("needle");
                    shell.await("needle");
                    shell.send(ENTER);
                    shell.await("needle\r\n");
                    shell.awaitPrompt();
                    shell.send("\u001b[200~echo pasted one\necho pasted two\u001b[201~");
                    shell.await("two");
                    shell.send(ENTER);
                    shell.await("pasted two\r\n");
                    shell.awaitPrompt();
                    shell.send("never mind this");
                    shell.await("this");
                    shell.send(ctrl('c'));
                    shell.awaitPrompt();
                    shell.type("echo the same");
                },
                "the same");
    }

    @Test
    void job_control_and_signals_are_the_operators_own() throws IOException {
        assertSame(
                shell -> {
                    shell.send("sh -c 'echo started; exec sleep 30'" + ENTER);
                    shell.await("started\r\n");
                    shell.send(ctrl('z'));
                    shell.awaitPrompt();
                    shell.type("jobs");
                    shell.send("fg" + ENTER);
                    shell.await("exec sleep 30'\r\n");
                    shell.send(ctrl('c'));
                    shell.awaitPrompt();
                    shell.type("echo code=$?");
                    shell.send("sh -c 'echo again; exec sleep 30'" + ENTER);
                    shell.await("again\r\n");
                    shell.send(ctrl('c'));
                    shell.awaitPrompt();
                    shell.type("trap 'echo trapped' USR1; kill -USR1 $$");
                    shell.type("set -o | grep -E 'monitor|history|errexit|nounset|emacs'; shopt -p extglob histappend");
                    shell.type("set -u; false | true; echo \"${PIPESTATUS[@]}\"; set +u");
                    shell.type("cat <<X | tr a b\naa\nX");
                },
                "code=130");
    }

    @Test
    void full_screen_programs_and_the_size_of_the_window_are_the_operators_own() throws IOException {
        RealPart.require("less");
        RealPart.require("vim");
        assertSame(
                shell -> {
                    shell.send("less -X two-a" + ENTER);
                    shell.await("(END)");
                    shell.send("q");
                    shell.awaitPrompt();
                    shell.send("vim -u NONE -i NONE two-b" + ENTER);
                    shell.await("inside b");
                    // The cursor is shown again once all is painted.
                    shell.await("\u001b[?25h");
                    shell.send(":q!" + ENTER);
                    shell.awaitPrompt();
                    shell.send(
                            "until [ \"$(stty size)\" = '30 90' ]; do sleep 0.01; done; stty size; echo $LINES $COLUMNS"
                                    + ENTER);
                    // At the prompt, the line editor would draw anew, at a moment of its own.
                    shell.await("\u001b[?2004l");
                    shell.resize(temp.resolve("home"), 30, 90);
                    shell.awaitPrompt();
                },
                "30 90");
    }

    @Test
    void but_for_its_word_the_prompt_is_the_operators_own_and_their_prompt_code_finds_what_it_would()
            throws IOException {
        Keys keys = shell -> {
            shell.type("(exit 7)");
            shell.type("echo häßlich; false");
            shell.type("PS1='\\[\\e[1m\\]$?:\\[\\e[0m\\]ready>\\[\\e[0m\\] '; PROMPT_COMMAND='printf \"<%s>\" \"$?\"'");
            shell.type("(exit 9)");
            shell.type("set -u; (exit 3)");
            shell.type("set -e");
            shell.type("set +ue; PROMPT_COMMAND=");
            shell.type("(exit 5)");
            shell.type("sleep 0.1 & wait");
        };
        Path home = home();
        Files.writeString(
                home.resolve(".bashrc"), "PROMPT_COMMAND='printf \"[%s]\" \"$?\"'\n", StandardOpenOption.APPEND);
        String alone;
        try (RecorderShell shell = RecorderShell.plain("ready>\u001b[0m ", work(), home, Map.of())) {
            keys.typeInto(shell);
            shell.exit();
            alone = PROCESS.matcher(withoutErasing(shell.shown())).replaceAll("PID");
        }
        try (RecorderShell shell = RecorderShell.start(work(), home, temp.resolve("session"), Map.of())) {
            keys.typeInto(shell);
            shell.exit();
            assertThat(shell.shown()).contains("(rec) ");
            String shown =
                    PROCESS.matcher(withoutErasing(shell.shownWithoutWord())).replaceAll("PID");
            assertThat(shown).contains("[7]", "<9>", "5:").isEqualTo(alone);
        }
    }

    @Test
    void tmux_runs_inside_a_recorded_shell_and_a_recorded_shell_inside_tmux() throws IOException {
        RealPart.require("tmux");
        String socket = temp.resolve("tmux").toString();
        try (RecorderShell shell = recorded("--no-word")) {
            shell.send("tmux -S " + socket + " -f /dev/null new -s inner 'exec bash --norc -i'" + ENTER);
            shell.await("bash-");
            shell.send("echo in-\"tmux\"" + ENTER);
            shell.await("in-tmux");
            shell.send("exit" + ENTER);
            shell.await("[exited]");
            shell.awaitPrompt();
            shell.send("tmux -S " + socket + " -f /dev/null new -s outer \"exec '" + RecorderShell.root()
                    + "/understudy' record --offline '" + temp.resolve("in-tmux") + "'\"" + ENTER);
            shell.await("(rec) \u001b[32mready>");
            shell.send("echo rec-\"in\"-tmux; exit 0" + ENTER);
            shell.await("rec-in-tmux");
            shell.await("[exited]");
            shell.awaitPrompt();
            shell.exit();
        }

        assertThat(temp.resolve("in-tmux/events.ndjson")).content().contains("echo rec-\\\"in\\\"-tmux");
        assertThat(temp.resolve("session/events.ndjson")).content().contains("what ran inside tmux was not seen");
    }

    private void assertSame(Keys keys, String seen) throws IOException {
        String alone;
        try (RecorderShell shell = RecorderShell.plain("ready>\u001b[0m ", work(), home(), Map.of())) {
            keys.typeInto(shell);
            shell.exit();
            alone = withoutErasing(shell.shown());
        }
        try (RecorderShell shell = recorded("--no-word")) {
            keys.typeInto(shell);
            shell.exit();
            assertThat(withoutErasing(shell.shown())).contains(seen).isEqualTo(alone);
        }
    }

    /** Where a prompt holds much that is invisible, as marks are, bash erases the rest of a line that is empty already. */
    private static String withoutErasing(String shown) {
        return shown.replace("\u001b[K", "");
    }

    private RecorderShell recorded(String... options) throws IOException {
        return RecorderShell.start(work(), home(), temp.resolve("session"), Map.of(), options);
    }

    private Path work() throws IOException {
        Path work = Files.createDirectories(temp.resolve("work"));
        Files.writeString(work.resolve("unmistakable.txt"), "content\n");
        Files.writeString(work.resolve("two-a"), "inside a\n");
        Files.writeString(work.resolve("two-b"), "inside b\n");
        return work;
    }

    /** The history is each shell's own, so that the first leaves nothing to the second. */
    private Path home() throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(
                home.resolve(".bashrc"),
                "PS1='\\[\\e[32m\\]ready>\\[\\e[0m\\] '\nHISTFILE=\nalias greet='echo hello'\nshopt -s histappend extglob\nHISTCONTROL=ignoreboth\n");
        return home;
    }
}
