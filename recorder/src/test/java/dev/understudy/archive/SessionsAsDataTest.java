package dev.understudy.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.redaction.RedactionKey;
import dev.understudy.redaction.Redactor;
import dev.understudy.spool.Events;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SessionsAsDataTest {
    private static final String PAT = "ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8";
    private final Redactor redactor = Redactor.standard(RedactionKey.random());

    @TempDir
    Path folder;

    @Test
    void a_shown_session_has_its_commands_invocations_and_gaps_as_json() throws Exception {
        SessionFolder session = session();

        JsonNode json = EventJson.mapper().readTree(run(0, "show", session.dir().toString(), "--json"));

        JsonNode command = json.path("commands").path(0);
        assertThat(command.path("typed").asText()).isEqualTo("df -h");
        assertThat(command.path("exit").asInt(-1)).isZero();
        assertThat(command.path("output").asText()).isEqualTo("/dev/sda1 97%");
        JsonNode invocation = command.path("invocations").path(0);
        assertThat(invocation.path("argv").toString()).isEqualTo("[\"df\",\"-h\"]");
        assertThat(invocation.path("exitKnown").asText()).isEqualTo("observed");
        assertThat(invocation.path("layer").asText()).isEqualTo("shell");
        assertThat(invocation.path("env").isObject()).isTrue();
        assertThat(invocation.path("startedAt").asText()).isEqualTo("2026-03-01T12:00:01Z");
        assertThat(json.path("gaps").path(0).path("kind").asText()).isEqualTo("nested-shell");
    }

    @Test
    void people_read_what_ran_and_what_was_not_seen() throws Exception {
        String text = new SessionText(ZoneOffset.UTC).write(RecordedSession.read(session()));

        assertThat(text).contains("12:00:01  $ df -h", "  0  df -h", "│ /dev/sda1 97%", "exit 1", "gap (nested-shell)");
    }

    @Test
    void what_was_typed_behind_ssh_is_shown_as_hearsay_with_its_output() throws Exception {
        try (Spool spool = Spool.create(folder.resolve("remote"))) {
            spool.append(seq -> Events.started(seq, "remote", "r1"));
            spool.append(seq -> new CommandStarted(seq, Events.NOON, 1, "ssh db-7", "/", null));
            spool.append(seq -> new Invoked(
                    seq,
                    Events.NOON,
                    1,
                    new Invocation(
                            2,
                            List.of("uptime; exit 4"),
                            "uptime; exit 4",
                            "",
                            Map.of(),
                            4,
                            ExitKnown.INFERRED,
                            Layer.REMOTE,
                            1,
                            Events.NOON,
                            Events.NOON,
                            new Output("up 3 days\n", "", 10, 0))));
        }
        String dir = folder.resolve("remote").toString();

        assertThat(run(0, "show", dir)).contains("4?  (remote) $ uptime; exit 4");
        JsonNode invocation =
                EventJson.mapper().readTree(run(0, "show", dir, "--json")).at("/commands/0/invocations/0");
        assertThat(invocation.path("layer").asText()).isEqualTo("remote");
        assertThat(invocation.path("output").asText()).isEqualTo("up 3 days\n");
    }

    @Test
    void a_folder_that_holds_no_session_is_one_clear_line() {
        assertThatThrownBy(() -> SessionChoice.find(folder.toString()))
                .isInstanceOf(ArchiveFailure.class)
                .hasMessage(folder + " holds no session: there is no events.ndjson in it");
    }

    @Test
    void a_post_mortem_keeps_output_that_contains_a_fence() throws Exception {
        try (Spool spool = Spool.create(folder.resolve("s"))) {
            Events.command(1, "cat a.md", 0, "```\ncode\n```").forEach(spool::append);

            String page = SessionMarkdown.write(RecordedSession.read(spool.folder()));

            assertThat(page).contains("````text\n```\ncode\n```\n````");
        }
    }

    @Test
    void a_recording_of_the_screen_comes_out_in_each_version_with_its_markers() throws Exception {
        Path cast = cast();
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        Export.asciicast2(cast, two);
        Path again = Files.write(folder.resolve("two.cast"), two.toByteArray());
        ByteArrayOutputStream three = new ByteArrayOutputStream();
        Export.asciicast3(again, three);

        assertThat(two.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("[0.500000,\"o\",\"$ \"]", "[1.750000,\"m\",\"df\"]", "[2.000000,\"o\",\"é\\r\\n\"]");
        assertThat(three.toString(StandardCharsets.UTF_8).lines().skip(1))
                .containsExactly("[0.500000,\"o\",\"$ \"]", "[1.250000,\"m\",\"df\"]", "[0.250000,\"o\",\"é\\r\\n\"]");
    }

    @Test
    void a_typescript_is_played_by_scriptreplay() throws Exception {
        Path typescript = folder.resolve("typescript");
        Path timing = folder.resolve("typescript.timing");
        Export.typescript(cast(), typescript, timing);

        assertThat(Files.readString(timing)).isEqualTo("0.500000 2\n1.500000 4\n");
        Process replay = new ProcessBuilder(
                        "scriptreplay", "--divisor", "1000", timing.toString(), typescript.toString())
                .redirectErrorStream(true)
                .start();
        String played = new String(replay.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(replay.waitFor()).isZero();
        assertThat(played).startsWith("$ é");
    }

    @Test
    void a_history_with_times_becomes_a_session_that_never_counts() throws Exception {
        Path history = Files.writeString(
                folder.resolve("h"),
                "#1700000000\ncd /tmp\n#1700000060\nfor i in 1 2\ndo curl -H 'x: " + PAT + "'\ndone\n");

        int commands = HistoryImport.into(folder.resolve("s"), history, redactor);

        RecordedSession session = RecordedSession.read(new SessionFolder(folder.resolve("s")));
        assertThat(commands).isEqualTo(2);
        assertThat(session.isImported()).isTrue();
        assertThat(session.commands().get(1).typed())
                .startsWith("for i in 1 2\ndo curl")
                .doesNotContain(PAT);
    }

    @Test
    void a_history_without_times_is_refused_with_its_line_and_nothing_is_written() throws Exception {
        Path history = Files.writeString(folder.resolve("h"), "cd /tmp\n");

        assertThatThrownBy(() -> HistoryImport.into(folder.resolve("s"), history, redactor))
                .hasMessageContaining(history + " line 1 has no timestamp");
        assertThat(folder.resolve("s")).doesNotExist();
    }

    @Test
    void marks_in_a_recording_become_commands_with_exit_codes_and_outputs() throws Exception {
        String e = "\\u001b]133;";
        Path file = Files.writeString(
                folder.resolve("in.cast"),
                "{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1700000000}\n"
                        + "[0.1,\"o\",\"" + e + "A\\u0007$ " + e + "B\\u0007\"]\n"
                        + "[0.2,\"o\",\"fal\"]\n[0.3,\"o\",\"se\\r\\n" + e + "C\\u0007no " + PAT + "\"]\n"
                        + "[0.4,\"o\",\"\\r\\n" + e + "D;1\\u0007\"]\n[0.5,\"i\",\"a secret that was typed\"]\n");

        CastImport.into(folder.resolve("s"), file, redactor);

        RecordedSession session = RecordedSession.read(new SessionFolder(folder.resolve("s")));
        RecordedCommand command = session.commands().get(0);
        assertThat(command.typed()).isEqualTo("false");
        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.output().text()).startsWith("no [redacted:");
        assertThat(Files.readString(session.folder().cast())).doesNotContain(PAT, "typed");
    }

    @Test
    void the_filter_gives_back_any_bytes_but_the_secret() throws Exception {
        byte[] noise = new byte[300_000];
        new Random(7).nextBytes(noise);
        ByteArrayOutputStream in = new ByteArrayOutputStream();
        in.write(noise);
        in.write(("\ntoken " + PAT + "\n").getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        RedactCommand.filter(redactor, new ByteArrayInputStream(in.toByteArray()), out, null);

        byte[] result = out.toByteArray();
        assertThat(List.of(result.length > noise.length)).containsExactly(true);
        byte[] head = new byte[noise.length];
        System.arraycopy(result, 0, head, 0, noise.length);
        assertThat(head).isEqualTo(noise);
        assertThat(new String(result, StandardCharsets.ISO_8859_1)).contains("token [redacted:");
    }

    private SessionFolder session() throws Exception {
        try (Spool spool = Spool.create(folder.resolve("recorded"))) {
            spool.append(seq -> Events.started(seq, "recorded", "r1"));
            new ArrayList<>(Events.command(1, "df -h", 0, "/dev/sda1 97%")).forEach(spool::append);
            Events.command(2, "false", 1, "").forEach(spool::append);
            spool.append(seq -> new GapFound(seq, Events.NOON, "nested-shell", "what ran in bash was not seen"));
            return spool.folder();
        }
    }

    private Path cast() throws Exception {
        return Files.writeString(
                folder.resolve("session.cast"),
                "{\"version\":3,\"term\":{\"cols\":80,\"rows\":24,\"type\":\"xterm\"},\"timestamp\":1700000000}\n"
                        + "[0.500000, \"o\", \"$ \"]\n[1.25, \"m\", \"df\"]\n[0.25, \"o\", \"é\\r\\n\"]\n[0, \"x\", \"0\"]\n");
    }

    private static String run(int expected, String... arguments) {
        StringWriter out = new StringWriter();
        CommandLine line = new CommandLine(new SessionCommand()).setOut(new PrintWriter(out));
        assertThat(line.execute(arguments)).isEqualTo(expected);
        return out.toString();
    }
}
