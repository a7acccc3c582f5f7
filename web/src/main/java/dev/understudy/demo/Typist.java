package dev.understudy.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Types at a program in a real terminal, key by key, and waits for its prompt, as a person would. The terminal is the one
 * that util-linux's {@code script} opens.
 */
final class Typist implements AutoCloseable {
    /** What ends a prompt: OSC 133;B, as the recorder shell marks it. */
    private static final String PROMPT_END = "\u001b]133;B";

    private static final Duration KEY_STROKE = Duration.ofMillis(2);

    private final Process process;
    private final OutputStream keys;
    private final StringBuilder screen = new StringBuilder();
    private int seen;
    private volatile boolean closed;

    private Typist(Process process) {
        this.process = process;
        this.keys = process.getOutputStream();
        Thread reader = new Thread(() -> read(process.getInputStream()), "typist-screen");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts the program in a terminal of 120 columns and 40 lines.
     *
     * @param environment added to this process's own
     */
    static Typist start(List<String> command, Path cwd, Map<String, String> environment) throws IOException {
        String line = "stty cols 120 rows 40; exec " + quote(command);
        ProcessBuilder builder = new ProcessBuilder("script", "-qefc", line, "/dev/null")
                .directory(cwd.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        builder.environment().put("TERM", "xterm-256color");
        builder.environment().put("SHELL", "/bin/bash");
        return new Typist(builder.start());
    }

    private static String quote(List<String> command) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add("'" + word.replace("'", "'\\''") + "'");
        }
        return String.join(" ", words);
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[8192];
        try {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                synchronized (screen) {
                    screen.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                    screen.notifyAll();
                }
            }
        } catch (IOException e) {
            // Closed beneath the reader, which is how a terminal ends when its typist leaves.
            if (!closed) {
                throw new UncheckedIOException("the demo's terminal cannot be read", e);
            }
        }
    }

    /** Waits until a prompt that was not waited for yet is there. */
    void awaitPrompt(Duration patience) throws InterruptedException, IOException {
        Instant deadline = Instant.now().plus(patience);
        synchronized (screen) {
            for (int at = screen.indexOf(PROMPT_END, seen); at < 0; at = screen.indexOf(PROMPT_END, seen)) {
                long left = Duration.between(Instant.now(), deadline).toMillis();
                if (left <= 0 || !process.isAlive()) {
                    throw new IOException("the recorder shell showed no prompt within " + patience.toSeconds()
                            + " s; its screen so far:\n" + screen);
                }
                screen.wait(Math.min(left, 200));
            }
            seen = screen.lastIndexOf(PROMPT_END) + PROMPT_END.length();
        }
    }

    /** Types a line and Enter; returns when Enter was pressed. */
    Instant type(String line) throws IOException, InterruptedException {
        for (char key : line.toCharArray()) {
            keys.write(String.valueOf(key).getBytes(StandardCharsets.UTF_8));
            keys.flush();
            Thread.sleep(KEY_STROKE.toMillis());
        }
        keys.write('\r');
        keys.flush();
        return Instant.now();
    }

    /** Waits for the program's end; its exit code. */
    int awaitExit(Duration patience) throws InterruptedException, IOException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(
                    "the recorder shell did not end within " + patience.toSeconds() + " s; its screen:\n" + screen());
        }
        return process.exitValue();
    }

    String screen() {
        synchronized (screen) {
            return screen.toString();
        }
    }

    @Override
    public void close() {
        closed = true;
        process.destroy();
    }
}
