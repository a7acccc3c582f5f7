package dev.understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Runs the scripts of {@code .ci/lab} and other programs for tests. */
final class LabScript {
    private LabScript() {}

    /** What a script of {@code .ci/lab} printed; it is told to stop what it starts when this JVM ends. */
    static String run(String script, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "bash", RealPart.project().resolve(".ci/lab").resolve(script).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.environment()
                .put("WATCH_PID", Long.toString(ProcessHandle.current().pid()));
        return output(builder, "");
    }

    /** What a program printed. @throws AssertionError with what it said, where it did not succeed */
    static String output(ProcessBuilder builder, String input) {
        String command = String.join(" ", builder.command());
        try {
            Path said = Files.createTempFile("lab", ".txt");
            Path typed = Files.createTempFile("lab", ".txt");
            try {
                Files.writeString(typed, input);
                // Files, not pipes: what a script leaves running would keep a pipe open.
                int exit = builder.redirectErrorStream(true)
                        .redirectInput(typed.toFile())
                        .redirectOutput(said.toFile())
                        .start()
                        .waitFor();
                String text = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
                if (exit != 0) {
                    throw new AssertionError(command + " ended with " + exit + ":\n" + text);
                }
                return text;
            } finally {
                Files.deleteIfExists(said);
                Files.deleteIfExists(typed);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command, e);
        }
    }

    static Path folder(String name) {
        try {
            return Files.createTempDirectory("understudy-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        }
    }
}
