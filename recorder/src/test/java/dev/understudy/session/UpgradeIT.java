package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorder whose jars are replaced while a session goes on. */
class UpgradeIT {
    @TempDir
    Path temp;

    @Test
    void a_recorder_that_dies_while_its_jars_are_gone_comes_back_with_the_new_ones_and_misses_nothing()
            throws IOException {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        Path home = Files.createDirectories(temp.resolve("installed"));
        Path lib = Files.createDirectories(home.resolve("recorder/target")).resolve("lib");
        Files.createDirectories(home.resolve("recorder/src/main"));
        Files.copy(RecorderShell.root().resolve("understudy"), home.resolve("understudy"));
        home.resolve("understudy").toFile().setExecutable(true);
        Files.createSymbolicLink(
                home.resolve("recorder/src/main/shell"), RecorderShell.root().resolve("recorder/src/main/shell"));
        copyJars(lib);
        List<SessionEvent> events;
        try (RecorderShell shell = RecorderShell.start(
                Files.createDirectories(temp.resolve("work")),
                temp.resolve("home"),
                temp.resolve("session"),
                Map.of("RECORD_BY", home.resolve("understudy").toString()))) {
            shell.awaitWord();
            long recorder = Long.parseLong(
                    Files.readString(shell.runtime().resolve("pid")).strip());
            Path aside = Files.move(lib, home.resolve("recorder/target/old"));
            ProcessHandle.of(recorder).ifPresent(ProcessHandle::destroyForcibly);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> ProcessHandle.of(recorder).isEmpty());
            shell.type("echo while-away");
            assertThat(shell.shown()).contains("(rec! ");

            copyJars(lib);

            shell.awaitWord();
            shell.type("echo back");
            shell.exit();
            events = shell.events();
            assertThat(aside).isDirectory();
        }

        assertThat(events)
                .filteredOn(Invoked.class::isInstance)
                .extracting(
                        event -> String.join(" ", ((Invoked) event).invocation().argv()))
                .containsOnlyOnce("echo while-away", "echo back");
        assertThat(events.get(events.size() - 1)).isInstanceOf(SessionEnded.class);
    }

    private static void copyJars(Path lib) throws IOException {
        Files.createDirectories(lib);
        try (Stream<Path> jars = Files.list(RecorderShell.root().resolve("recorder/target/lib"))) {
            for (Path jar : jars.toList()) {
                Files.copy(jar, lib.resolve(jar.getFileName()));
            }
        }
    }
}
