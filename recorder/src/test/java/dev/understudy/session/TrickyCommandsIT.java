package dev.understudy.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.Invoked;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Command lines that are hard to record, typed into a real recorder shell: every argument vector, every exit code that bash
 * can know, and nothing that did not run. Other cases of the same form run with {@code -Dunderstudy.cases=FOLDER}, a folder
 * with {@code tricky_commands.jsonl} and {@code stubs/}.
 */
class TrickyCommandsIT {
    @TempDir
    Path temp;

    static Stream<Arguments> cases() throws IOException, URISyntaxException {
        Path file = folder().resolve("tricky_commands.jsonl");
        List<Arguments> cases = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode tricky = EventJson.mapper().readTree(line);
            cases.add(Arguments.of(
                    tricky.get("id").asText() + ": " + tricky.get("title").asText(), tricky));
        }
        return cases.stream();
    }

    private static Path folder() throws URISyntaxException {
        String given = System.getProperty("understudy.cases", "");
        if (!given.isBlank()) {
            return Path.of(given);
        }
        URL own = TrickyCommandsIT.class.getResource("tricky_commands.jsonl");
        assertThat(own).isNotNull();
        Path folder = Path.of(own.toURI()).getParent();
        return folder == null ? Path.of("") : folder;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void what_ran_is_recorded_and_nothing_else(String name, JsonNode tricky) throws Exception {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        Path work = workFolder(tricky);
        String path = stubs() + ":" + System.getenv("PATH");
        int before = tricky.path("setup").size();
        List<SessionEvent> events;
        try (RecorderShell shell =
                RecorderShell.start(work, temp.resolve("home"), temp.resolve("session"), Map.of("PATH", path))) {
            for (JsonNode line : tricky.path("setup")) {
                shell.type(line.asText());
            }
            int last = tricky.get("lines").size() - 1;
            for (int i = 0; i <= last; i++) {
                JsonNode keys = i == last ? tricky.path("keys_after") : tricky.path("keys_first");
                type(
                        shell,
                        tricky.get("lines").get(i).asText(),
                        keys,
                        i == last ? tricky.path("nprompts").asInt(1) : 1);
            }
            shell.exit();
            events = shell.events();
        }

        List<String> wrong = new ArrayList<>();
        List<Invocation> left = invocations(events, before);
        for (JsonNode expected : tricky.get("expect")) {
            take(expected, tricky, left, wrong);
        }
        left.forEach(invocation -> wrong.add("did not run: " + invocation.layer() + " " + invocation.argv()));
        assertThat(wrong).as(name).isEmpty();
        if (tricky.has("line_exit")) {
            assertThat(exits(events, before))
                    .as("exit codes of the lines")
                    .contains(tricky.get("line_exit").asInt());
        }
    }

    private static void type(RecorderShell shell, String line, JsonNode keys, int prompts) throws Exception {
        if (line.startsWith("RAWCR:")) {
            shell.send(line.substring(6));
            Thread.sleep(300);
            shell.send("\r");
        } else {
            shell.send(line.startsWith("RAW:") ? line.substring(4) : line + "\r");
        }
        for (JsonNode key : keys) {
            Thread.sleep(key.get(0).asLong());
            shell.send(key.get(1).asText());
        }
        for (int i = 0; i < prompts; i++) {
            shell.awaitPrompt();
        }
    }

    /** What was recorded of the lines behind the first {@code before}, without the {@code exit} that ended the shell. */
    private static List<Invocation> invocations(List<SessionEvent> events, int before) {
        List<Invocation> found = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof Invoked invoked
                    && invoked.command() > before
                    && !invoked.invocation().argv().equals(List.of("exit"))) {
                found.add(invoked.invocation());
            }
        }
        return found;
    }

    private static List<Integer> exits(List<SessionEvent> events, int before) {
        List<Integer> exits = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event instanceof CommandFinished finished && finished.command() > before) {
                exits.add(finished.exit());
            }
        }
        return exits;
    }

    /** Takes the invocation that is meant out of those that were recorded. */
    private static void take(JsonNode expected, JsonNode tricky, List<Invocation> left, List<String> wrong) {
        JsonNode words = expected.has("argv") ? expected.get("argv") : expected.get("assign");
        Integer exit = expected.hasNonNull("exit") ? expected.get("exit").asInt() : null;
        Invocation found = null;
        for (Invocation invocation : left) {
            boolean same = invocation
                            .layer()
                            .name()
                            .equalsIgnoreCase(expected.get("layer").asText())
                    && matches(words, invocation.argv());
            if (same && (found == null || Objects.equals(invocation.exit(), exit))) {
                found = invocation;
                if (Objects.equals(invocation.exit(), exit)) {
                    break;
                }
            }
        }
        if (found == null) {
            wrong.add("not recorded: " + expected);
            return;
        }
        left.remove(found);
        boolean unknowable = false;
        for (JsonNode program : tricky.path("lenient_exit")) {
            unknowable |= program.asText().equals(found.argv().get(0));
        }
        boolean unknown = found.exit() == null && unknowable;
        if (exit != null && !exit.equals(found.exit()) && !unknown) {
            wrong.add("exit " + found.exit() + " " + found.exitKnown() + " of: " + expected);
        }
    }

    private static boolean matches(JsonNode words, List<String> argv) {
        if (words.size() != argv.size()) {
            return false;
        }
        for (int i = 0; i < argv.size(); i++) {
            String word = words.get(i).asText();
            boolean same = word.startsWith("RE:")
                    ? argv.get(i).matches(word.substring(3))
                    : argv.get(i).equals(word);
            if (!same) {
                return false;
            }
        }
        return true;
    }

    private Path workFolder(JsonNode tricky) throws IOException {
        Path work = Files.createDirectories(temp.resolve("work"));
        Files.createDirectories(work.resolve("sub"));
        Files.writeString(work.resolve("a.txt"), "a\n");
        Files.writeString(work.resolve("b c.txt"), "b\n");
        for (Map.Entry<String, JsonNode> file : tricky.path("files").properties()) {
            Path made = Files.writeString(
                    work.resolve(file.getKey()), file.getValue().asText());
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return work;
    }

    /** Resources lose their permissions on the way. */
    private Path stubs() throws IOException, URISyntaxException {
        Path stubs = Files.createDirectories(temp.resolve("stubs"));
        try (Stream<Path> files = Files.list(folder().resolve("stubs"))) {
            for (Path file : files.toList()) {
                Path copy = Files.copy(file, stubs.resolve(file.getFileName()));
                Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
        return stubs;
    }
}
