package dev.understudy.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.lab.RealPart;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded session is played by the tools of others: asciinema 3, asciinema 2 and scriptreplay. */
class PlayersIT {
    @TempDir
    Path temp;

    private Path session;
    /** All that was on the screen. */
    private String screen;

    private List<String> markers;

    @BeforeEach
    void a_recorded_session() throws IOException {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        session = temp.resolve("session");
        Path home = Files.createDirectories(temp.resolve("home"));
        try (RecorderShell shell = RecorderShell.start(temp, home, session, Map.of())) {
            shell.type("printf 'grüße %s\\n' 世界");
            shell.type("printf '\\377\\376\\303 no text\\n'");
            shell.resize(home, 30, 100);
            shell.type("step 2.1");
            shell.type("printf '\\033[?1049h\\033[2J full \\033[?1049l'");
            shell.type("export TOKEN=ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8");
            shell.exit();
        }
        screen = data(session.resolve("session.cast"), "o", 3).stream().reduce("", String::concat);
        markers = data(session.resolve("session.cast"), "m", 3);
        assertThat(screen).contains("grüße 世界", "[redacted:").doesNotContain("ghp_");
        assertThat(markers).contains("step 2.1");
    }

    @Test
    void asciinema_3_plays_it_with_its_markers() throws Exception {
        String asciinema = RealPart.require("asciinema3").toString();
        String cast = session.resolve("session.cast").toString();
        String converted = temp.resolve("converted.cast").toString();

        assertThat(raw(cast)).isEqualTo(screen);
        assertThat(onATerminal(asciinema + " play -s 1000 -i 0.01 " + cast)).contains("grüße 世界", " full ");
        run(asciinema, "convert", "-f", "asciicast-v2", cast, converted);
        assertThat(data(Path.of(converted), "m", 2)).isEqualTo(markers);
        assertThat(data(Path.of(converted), "r", 2)).contains("100x30");
    }

    @Test
    void asciinema_2_plays_what_is_exported_for_it() throws Exception {
        String asciinema = RealPart.require("asciinema2").toString();
        String cast = export("asciicast2");

        assertThat(run(asciinema, "cat", cast)).isEqualTo(screen);
        assertThat(onATerminal(asciinema + " play -s 1000 -i 0.01 " + cast)).contains("grüße 世界", " full ");
        assertThat(raw(cast)).isEqualTo(screen);
    }

    @Test
    void scriptreplay_plays_the_typescript_by_its_timing() throws Exception {
        String typescript = export("typescript");

        String played = run("scriptreplay", "--divisor", "1000", typescript + ".timing", typescript);

        assertThat(played.strip()).isEqualTo(screen.strip());
    }

    private String export(String format) throws Exception {
        String file = temp.resolve("exported").toString();
        run(
                RecorderShell.root() + "/understudy",
                "session",
                "export",
                session.toString(),
                "--format",
                format,
                "-o",
                file);
        return file;
    }

    /** What asciinema 3 shows, without its own sequences that set the window's size. */
    private String raw(String cast) throws Exception {
        String asciinema = RealPart.require("asciinema3").toString();
        return run(asciinema, "convert", "-f", "raw", cast, "-").replaceAll("\u001b\\[8;\\d+;\\d+t", "");
    }

    private String onATerminal(String command) throws Exception {
        return run("script", "-q", "-e", "-c", "stty rows 40 cols 200; " + command, "/dev/null");
    }

    private String run(String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(temp.resolve("errors").toFile());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("HOME", temp.resolve("home").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor())
                .as(said + Files.readString(temp.resolve("errors")))
                .isZero();
        return said;
    }

    private static List<String> data(Path cast, String code, int version) throws IOException {
        List<String> lines = Files.readAllLines(cast);
        assertThat(EventJson.mapper().readTree(lines.get(0)).path("version").asInt())
                .isEqualTo(version);
        List<String> data = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode event = EventJson.mapper().readTree(line);
            if (event.path(1).asText().equals(code)) {
                data.add(event.path(2).asText());
            }
        }
        return data;
    }
}
