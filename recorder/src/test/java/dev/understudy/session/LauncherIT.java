package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lab.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher refuses, before anything is started: one line and an exit code, nothing left behind. */
final class LauncherIT {
    @TempDir
    Path folder;

    private record Refusal(int exit, String out, String err) {}

    @Test
    void a_runbook_that_does_not_exist_is_a_mistake_of_configuration() throws Exception {
        Refusal refusal = launch(Map.of(), "record", "--runbook", "nowhere.md", "--target", "db-1");

        assertThat(refusal.exit()).isEqualTo(3);
        assertThat(refusal.err()).containsOnlyOnce("\n").contains("nowhere.md does not exist", "--runbook");
    }

    @Test
    void without_a_terminal_nothing_is_recorded() throws Exception {
        Path session = folder.resolve("session");

        Refusal refusal = launch(Map.of(), "record", "--offline", session.toString());

        assertThat(refusal.exit()).isEqualTo(4);
        assertThat(refusal.err()).containsOnlyOnce("\n").contains("needs a terminal");
        assertThat(session).doesNotExist();
    }

    @Test
    void without_bash_nothing_is_recorded() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        for (String program : List.of("dirname", "readlink", "cat")) {
            Files.createSymbolicLink(bin.resolve(program), RealPart.require(program));
        }

        Refusal refusal = launch(Map.of("PATH", bin.toString()), "record", "--offline", "session");

        assertThat(refusal.exit()).isEqualTo(4);
        assertThat(refusal.err()).containsOnlyOnce("\n").contains("no bash");
    }

    @Test
    void an_option_that_nobody_knows_is_wrong_usage() throws Exception {
        Refusal refusal = launch(Map.of(), "record", "--recrod");

        assertThat(refusal.exit()).isEqualTo(2);
        assertThat(refusal.err()).containsOnlyOnce("\n").contains("--recrod", "--help");
    }

    @Test
    void a_folder_that_holds_a_session_is_not_written_over() throws Exception {
        Path session = Files.createDirectory(folder.resolve("session"));
        Path events = Files.writeString(session.resolve("events.ndjson"), "kept\n");

        Refusal refusal = launch(Map.of(), "record", "--offline", session.toString());

        assertThat(refusal.exit()).isEqualTo(3);
        assertThat(refusal.err()).containsOnlyOnce("\n").contains("holds a session already");
        assertThat(events).hasContent("kept\n");
    }

    private Refusal launch(Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(
                List.of("/bin/sh", RealPart.project().resolve("understudy").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Refusal(exit, Files.readString(out), Files.readString(err));
    }
}
