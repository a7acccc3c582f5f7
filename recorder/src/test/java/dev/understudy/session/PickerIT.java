package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.spool.SessionFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code record} without flags: the operator chooses on the terminal. */
class PickerIT {
    private static final String LIST = "Ctrl-C: do not record";
    private static final String NARROW = "(type, arrows";

    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void a_runbook_is_found_by_typing_a_part_of_it_and_a_target_can_be_new() throws IOException {
        try (RecorderShell shell = start(24, 80)) {
            shell.await(LIST);
            shell.send("wal arch");
            shell.await("[wal arch]");
            shell.await(LIST);
            shell.send("\r");
            shell.await("On which target");
            shell.await(LIST);
            shell.send("db-9\r");
            shell.awaitPrompt();
            shell.exit();
            assertThat(widest(shell.shown())).isLessThanOrEqualTo(80);
        }

        assertThat(started().runbook()).isEqualTo("wal-archive-full");
        assertThat(started().target()).isEqualTo("db-9");
    }

    @Test
    void Escape_records_without_a_run() throws IOException {
        try (RecorderShell shell = start(10, 40)) {
            shell.await(NARROW);
            shell.send("\u001b");
            shell.awaitPrompt();
            shell.exit();
        }

        assertThat(started().runbook()).isEmpty();
    }

    @Test
    void a_server_that_is_away_is_told_and_what_is_here_is_shown() throws IOException {
        try (RecorderShell shell = start(24, 80, "--server", "http://127.0.0.1:9")) {
            shell.await("nobody answers at http://127.0.0.1:9");
            shell.await("scale-out");
            shell.await(LIST);
            shell.send("\u0003");
            assertThat(shell.awaitEnd()).isEqualTo(1);
        }

        assertThat(SessionFolder.list(sessions())).isEmpty();
    }

    private RecorderShell start(int rows, int columns, String... options) throws IOException {
        Path home = Files.createDirectories(temp.resolve("home"));
        Files.writeString(home.resolve(".bashrc"), "PS1='$ '\n");
        Path work = Files.createDirectories(temp.resolve("work"));
        return RecorderShell.choosing(rows, columns, work, home, options);
    }

    private static int widest(String screen) {
        return screen.lines()
                .mapToInt(
                        line -> line.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]", "").length())
                .max()
                .orElse(0);
    }

    private Path sessions() {
        return SessionFolder.root(Map.of("HOME", temp.resolve("home").toString()));
    }

    private SessionStarted started() throws IOException {
        List<SessionFolder> all = SessionFolder.list(sessions());
        assertThat(all).hasSize(1);
        return (SessionStarted)
                EventJson.read(Files.readAllLines(all.get(0).events()).get(0));
    }
}
