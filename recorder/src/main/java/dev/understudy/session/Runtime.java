package dev.understudy.session;

import dev.understudy.proxy.SessionFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The runtime folder of one recorder shell (mode 0700, on tmpfs where there is one): the launcher makes it, shell and
 * recorder talk through it, and it is gone when the session is.
 *
 * @param dir the folder
 */
record Runtime(Path dir) {
    /** What the hooks write. */
    Path journal() {
        return dir.resolve("journal");
    }

    /** What the terminal's holder writes. */
    Path terminal() {
        return dir.resolve("terminal");
    }

    /** Where the recording proxy is, and what it tells. */
    SessionFiles kube() {
        return new SessionFiles(dir.resolve("kube"));
    }

    Path progress() {
        return dir.resolve("progress");
    }

    /** The nonce of the journal's records and the key of the terminal's marks, a line each. */
    List<String> secrets() throws IOException {
        return Files.readAllLines(dir.resolve("secrets"));
    }

    /** When the launcher made it, just before the shell. */
    Instant begun() throws IOException {
        return Files.getLastModifiedTime(dir.resolve("secrets")).toInstant();
    }

    /** Whether somebody removed the folder: then nobody can be told anything, and what is open goes on. */
    boolean isGone() {
        return !Files.isDirectory(dir);
    }

    /** The shell's exit code, written by the launcher; null while the shell runs. */
    @Nullable
    Integer ended() throws IOException {
        Path file = dir.resolve("ended");
        if (!Files.exists(file)) {
            return null;
        }
        String text = Files.readString(file).strip();
        return text.matches("\\d{1,3}") ? Integer.parseInt(text) : null;
    }

    /** One line for the operator, shown above the next prompt. */
    void notice(String line) throws IOException {
        if (isGone()) {
            return;
        }
        Files.writeString(
                dir.resolve("notice"),
                line.replace('\n', ' ') + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        news();
    }

    /** The shell's hooks look for nothing that is for them unless there is news: at each prompt, every look costs. */
    private void news() throws IOException {
        put("news", "\n");
    }

    /** Who the recorder is, so that the prompt can tell when it is gone. */
    void here(long pid) throws IOException {
        put("pid", pid + "\n");
    }

    /** What {@code run status} prints. */
    void status(String text) throws IOException {
        put("status", text);
    }

    /** Background processes of which the shell is asked for the exit code. */
    void wanted(List<Long> pids) throws IOException {
        put("wanted", pids.stream().map(pid -> pid + "\n").collect(Collectors.joining()));
        news();
    }

    /** What the prompt says behind "rec": one line. */
    void word(String text) throws IOException {
        put("word", text + "\n");
        news();
    }

    /** The runbook, laid out by {@link Guide}. */
    void runbook(String text) throws IOException {
        put("runbook", text);
        news();
    }

    /** All is spooled, and the launcher need not wait any more. */
    void drained() throws IOException {
        put("drained", "");
    }

    void remove() throws IOException {
        if (isGone()) {
            return;
        }
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void put(String name, String text) throws IOException {
        if (isGone()) {
            return;
        }
        Path fresh = dir.resolve("." + name);
        Files.writeString(fresh, text);
        Files.move(fresh, dir.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
