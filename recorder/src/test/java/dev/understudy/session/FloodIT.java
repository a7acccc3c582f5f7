package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More than anybody can keep; {@code bench/floods.py} has the full sizes. */
class FloodIT {
    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

    @TempDir
    Path temp;

    @BeforeEach
    void a_machine_that_can_record() {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
    }

    @Test
    void floods_of_commands_output_and_arguments_cost_no_memory_and_leave_a_gap_where_detail_was_dropped()
            throws IOException {
        List<SessionEvent> events;
        long peak;
        try (RecorderShell shell =
                RecorderShell.start(temp, temp.resolve("home"), temp.resolve("session"), Map.of(), "--no-proxy")) {
            Path pid = shell.runtime().resolve("pid");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Files.exists(pid));
            shell.type("for i in {1..20000}; do :; done; (exit 3)");
            shell.type("x=$(head -c 8000000 /dev/zero | tr '\\0' y); echo $x >/dev/null; (exit 4)");
            shell.type("x=${x:0:1000000}; echo $x >/dev/null; (exit 5)");
            shell.type("head -c 10000000 /dev/zero | base64; (exit 6)");
            shell.type("echo still here");
            peak = peak(Files.readString(pid).strip());
            assertThat(shell.exit()).isZero();
            events = shell.events();
        }

        List<CommandFinished> finished = all(events, CommandFinished.class);
        List<Integer> exits = finished.stream().map(CommandFinished::exit).toList();
        assertThat(exits).containsSubsequence(3, 4, 5, 6, 0);
        assertThat(finished.get(exits.indexOf(6)).output().bytes()).isGreaterThan(13_000_000);
        assertThat(finished.get(exits.indexOf(6) + 1).output().head()).isEqualTo("still here\n");
        assertThat(all(events, GapFound.class))
                .extracting(GapFound::detail)
                .anyMatch(detail -> detail.contains("invocations of command") && detail.contains("were not kept"))
                .anyMatch(detail -> detail.contains("argument of more than"))
                .anyMatch(detail -> detail.contains("record of more than"));
        assertThat(all(events, GapFound.class)).extracting(GapFound::kind).doesNotContain("recorder-restarted");
        assertThat(peak)
                .as("resident memory of the recorder in kB, at its largest")
                .isLessThan(100_000);
    }

    private static long peak(String pid) throws IOException {
        Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/" + pid + "/status")));
        assertThat(peak.find()).isTrue();
        return Long.parseLong(peak.group(1));
    }
}
