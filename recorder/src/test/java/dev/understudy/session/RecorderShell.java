package dev.understudy.session;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.SessionEvent;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.SpoolReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A real recorder shell, typed into: the launcher in a pseudo terminal that a second {@code script} opens. Waits for what the
 * shell says, never for a time.
 */
final class RecorderShell implements AutoCloseable {
    private static final String PROMPT = "\u001b]133;B;";
    private static final Pattern MARK = Pattern.compile("\u001b]133;[^\u0007]*\u0007");
    private static final Pattern WORD = Pattern.compile("\\(rec[^)]*\\) ");

    private final String prompt;
    private final Process process;
    private final OutputStream keys;
    private final StringBuffer screen = new StringBuffer();
    private final Thread reader;
    private final Path session;
    private int seen;

    private RecorderShell(String prompt, Process process, Path session) {
        this.prompt = prompt;
        this.process = process;
        this.keys = process.getOutputStream();
        this.session = session;
        this.reader = new Thread(this::read, "screen");
        reader.setDaemon(true);
        reader.start();
    }

    /** Whether this machine can hold a recorded shell, and the recorder is built. */
    static boolean isPossible() {
        return Files.isDirectory(root().resolve("recorder/target/lib"))
                && run("script", "--version").contains("util-linux");
    }

    static Path root() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("understudy"))
                ? here
                : here.resolve("..").normalize();
    }

    /** A shell in {@code work} that records into {@code session}, at its first prompt. */
    static RecorderShell start(Path work, Path home, Path session, Map<String, String> environment, String... options)
            throws IOException {
        return startAt(PROMPT, work, home, session, environment, options);
    }

    /** The same where the prompt has no marks: it ends with {@code prompt}. */
    static RecorderShell startAt(
            String prompt, Path work, Path home, Path session, Map<String, String> environment, String... options)
            throws IOException {
        Files.createDirectories(home);
        StringBuilder command =
                new StringBuilder("stty rows 40 cols 200; PATH=${RECORD_PATH:-$PATH}; cd ${RECORD_HOME:-.}; exec '"
                        + root().resolve("understudy") + "' record");
        command.append(" --offline '").append(session).append("'");
        for (String option : options) {
            command.append(" '").append(option).append("'");
        }
        return start(prompt, command.toString(), work, home, session, environment);
    }

    /** The same shell without a recorder, whose prompt ends with {@code prompt}. */
    static RecorderShell plain(String prompt, Path work, Path home, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(home);
        String command = "stty rows 40 cols 200; exec bash -i";
        return start(prompt, command, work, home, home, environment);
    }

    /** A recorder that asks what to record, before its first prompt. */
    static RecorderShell choosing(int rows, int columns, Path work, Path home, String... options) throws IOException {
        String command = "stty rows " + rows + " cols " + columns + "; exec '" + root().resolve("understudy")
                + "' record " + String.join(" ", options);
        return open(PROMPT, command, work, home, home, Map.of());
    }

    private static RecorderShell start(
            String prompt, String command, Path work, Path home, Path session, Map<String, String> environment)
            throws IOException {
        RecorderShell shell = open(prompt, command, work, home, session, environment);
        shell.awaitPrompt();
        return shell;
    }

    private static RecorderShell open(
            String prompt, String command, Path work, Path home, Path session, Map<String, String> environment)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "script", "-q", "-e", "-f", "-c", "tty >'" + home + "/tty'; " + command, "/dev/null")
                .directory(work.toFile())
                .redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("SHELL", "/bin/sh");
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().remove("XDG_CONFIG_HOME");
        builder.environment().remove("XDG_STATE_HOME");
        builder.environment().remove("UNDERSTUDY_SERVER");
        builder.environment().remove("UNDERSTUDY_SESSION");
        builder.environment().putAll(environment);
        return new RecorderShell(prompt, builder.start(), session);
    }

    /** Types {@code line} and Enter, and waits for the next prompt. */
    void type(String line) throws IOException {
        send(line + "\r");
        awaitPrompt();
    }

    void send(String text) throws IOException {
        keys.write(text.getBytes(UTF_8));
        keys.flush();
    }

    void awaitPrompt() {
        await(prompt);
    }

    /** Waits until {@code text} appears on the screen, behind what was waited for before. */
    void await(String text) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            int at = screen.indexOf(text, seen);
            if (at >= 0) {
                seen = at + text.length();
                return;
            }
            if (System.nanoTime() > until || !process.isAlive() && !reader.isAlive()) {
                throw new AssertionError(
                        "never saw " + text + " in: " + screen.substring(Math.min(seen, screen.length())));
            }
            pause();
        }
    }

    String screen() {
        return screen.toString();
    }

    /** The screen without the recorder's marks, which a terminal does not show. */
    String shown() {
        return MARK.matcher(screen)
                .replaceAll("")
                .replace("understudy: writing down the rest of the session …\r\n", "");
    }

    /** The screen without the word in the prompt either. */
    String shownWithoutWord() {
        return WORD.matcher(shown()).replaceAll("");
    }

    /** Waits until the recorder has laid out what it knows, and the prompt shows its word. */
    void awaitWord() throws IOException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (System.nanoTime() < until) {
            int before = screen.length();
            type(":");
            if (MARK.matcher(screen.substring(before)).replaceAll("").contains("(rec ")) {
                return;
            }
            for (int i = 0; i < 20; i++) {
                pause();
            }
        }
        throw new AssertionError("the prompt never says more than (rec): " + screen());
    }

    /** Gives the window another size, as dragging its corner does. */
    void resize(Path home, int rows, int columns) throws IOException {
        String tty = Files.readString(home.resolve("tty")).strip();
        run("stty", "-F", tty, "rows", Integer.toString(rows), "cols", Integer.toString(columns));
    }

    /** Leaves the shell, and gives its exit code once the session is written. */
    int exit() throws IOException {
        send("exit\r");
        return awaitEnd();
    }

    int awaitEnd() {
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("the shell ends")
                    .isTrue();
            reader.join(10_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return process.exitValue();
    }

    /** The runtime folder of the session, which is there while it lasts. */
    Path runtime() throws IOException {
        int before = screen.length();
        send("printf 'runtime=%s=\\n' \"$__us_dir\"\r");
        await("runtime=/");
        awaitPrompt();
        String shown = screen.substring(before);
        int at = shown.lastIndexOf("runtime=/") + "runtime=".length();
        return Path.of(shown.substring(at, shown.indexOf('=', at)));
    }

    /** The session's events, complete once the shell has ended. */
    List<SessionEvent> events() throws IOException {
        List<SessionEvent> all = new ArrayList<>();
        try (SpoolReader spool = SpoolReader.open(new SessionFolder(session))) {
            for (List<SessionEvent> some = spool.read(0, 1000); !some.isEmpty(); ) {
                all.addAll(some);
                some = spool.read(all.size(), 1000);
            }
        }
        return all;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private void read() {
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                screen.append(new String(buffer, 0, n, UTF_8));
            }
        } catch (IOException e) {
            // The terminal is gone, as it is when the shell has ended.
        }
    }

    private static void pause() {
        try {
            Thread.sleep(5);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            if (e.getMessage() == null) {
                throw new UncheckedIOException(e);
            }
            return e.getMessage();
        }
    }
}
