package dev.understudy.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Spools of which the writer or the disk failed: real processes, real files. */
final class SpoolCrashTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void invariant_3_what_a_killed_recorder_had_acknowledged_is_there(long seed) throws Exception {
        Path session = folder.resolve("session");
        Process writer = writer("", session, 1_000_000);
        long acknowledged = 0;
        try (BufferedReader out = writer.inputReader()) {
            int lines = 1 + new Random(seed).nextInt(200);
            for (int i = 0; i < lines; i++) {
                acknowledged = number(out.readLine());
            }
            // Its output is still to be read, which Process.destroyForcibly would close.
            new ProcessBuilder("kill", "-9", Long.toString(writer.pid()))
                    .start()
                    .waitFor();
            writer.waitFor();
            for (String line = out.readLine(); line != null && line.startsWith("written "); line = out.readLine()) {
                acknowledged = number(line);
            }
        }

        try (Spool spool = Spool.open(session)) {
            List<SessionEvent> events = all(spool);

            assertThat(spool.lastWritten()).isGreaterThanOrEqualTo(acknowledged);
            assertThat(events).hasSize((int) spool.lastWritten());
            assertThat(spool.append(seq -> Events.note(seq, "goes on")).seq()).isEqualTo(events.size() + 1L);
        }
    }

    @Test
    void a_line_that_was_torn_anywhere_is_cut_off_and_told() throws Exception {
        Path whole = folder.resolve("whole");
        try (Spool spool = Spool.create(whole)) {
            spool.append(seq -> Events.started(seq, "s1", "r1"));
            Events.command(1, "df -h", 0, "97% ü \ud83d\ude80\n").forEach(spool::append);
        }
        byte[] bytes = Files.readAllBytes(new SessionFolder(whole).events());
        int last = bytes.length - 1;
        while (bytes[last - 1] != '\n') {
            last--;
        }

        for (int length = last + 1; length < bytes.length; length++) {
            Path torn = folder.resolve("torn" + length);
            SessionFolder target = new SessionFolder(torn);
            target.make();
            Files.write(target.events(), java.util.Arrays.copyOf(bytes, length));
            try (Spool spool = Spool.open(torn)) {
                List<SessionEvent> events = all(spool);
                assertThat(events).as("cut at " + length).hasSize(4);
                assertThat(events.get(3))
                        .isInstanceOfSatisfying(
                                GapFound.class, gap -> assertThat(gap.kind()).isEqualTo("torn-record"));
            }
        }
    }

    @Test
    void a_full_disk_is_told_and_takes_nothing_of_what_was_written() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash to limit the size of files");
        Path session = folder.resolve("session");
        Process writer = writer("ulimit -f 64; ", session, 300);
        List<String> said = new ArrayList<>();
        try (BufferedReader out = writer.inputReader()) {
            out.lines().forEach(said::add);
        }

        assertThat(said).anyMatch(line -> line.startsWith("trouble "));
        assertThat(said.get(0)).startsWith("written ");
        long acknowledged = number(said.stream()
                .filter(line -> line.startsWith("written "))
                .reduce((before, after) -> after)
                .orElseThrow());
        try (Spool spool = Spool.open(session)) {
            List<SessionEvent> events = all(spool);
            assertThat(events.size()).isGreaterThanOrEqualTo((int) acknowledged);
            assertThat(events.stream().filter(CommandFinished.class::isInstance))
                    .isNotEmpty();
        }
    }

    @Test
    void one_process_writes_a_spool_at_a_time() throws Exception {
        Path session = folder.resolve("session");
        Process writer = writer("", session, 1_000_000);
        try (BufferedReader out = writer.inputReader()) {
            assertThat(out.readLine()).startsWith("written ");

            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> Spool.open(session)))
                    .isInstanceOf(SpoolInUseException.class);
        } finally {
            writer.destroyForcibly().waitFor();
        }
    }

    private static Process writer(String before, Path session, int commands) throws IOException {
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        "/bin/bash",
                        "-c",
                        before + "exec \"$0\" \"$@\"",
                        java,
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        classes,
                        SpoolWriterMain.class.getName(),
                        session.toString(),
                        Integer.toString(commands))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static long number(String line) {
        return Long.parseLong(line.substring(line.lastIndexOf(' ') + 1));
    }

    private static List<SessionEvent> all(Spool spool) throws IOException {
        List<SessionEvent> all = new ArrayList<>();
        for (List<SessionEvent> some = spool.read(0, 1000); !some.isEmpty(); some = spool.read(all.size(), 1000)) {
            all.addAll(some);
        }
        return all;
    }
}
