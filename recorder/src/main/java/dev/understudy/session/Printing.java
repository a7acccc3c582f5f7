package dev.understudy.session;

import dev.understudy.terminal.PlainText;
import dev.understudy.terminal.ShellMarks;
import dev.understudy.terminal.TypedLine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whose is what the terminal prints: the running line's, and else what the line editor echoes at the prompt. Not thread-safe. */
final class Printing {
    /** What the line editor prints before a prompt: bracketed paste on. */
    private static final byte[] LINE_EDITOR = "\u001b[?2004h".getBytes(StandardCharsets.US_ASCII);

    private static final long FLOOD = 1 << 20;

    private final JobNotices jobs;
    private final RemoteLines remote;
    private final TypedLine typed = new TypedLine();
    private @Nullable Line line;
    private boolean fullScreen;

    Printing(JobNotices jobs, RemoteLines remote) {
        this.jobs = jobs;
        this.remote = remote;
    }

    /** The line that prints; null at the prompt. */
    @Nullable
    Line line() {
        return line;
    }

    /** From now on it is the output of {@code next}. */
    void begin(Line next) {
        if (next.echoed == null) {
            next.echoed = typed.certain();
        }
        typed.clear();
        line = next;
        remote.begin(next);
    }

    /** The line prints no more. */
    void end() {
        line = null;
        fullScreen = false;
        remote.end();
    }

    /** That line is over, and its output whole. */
    void conclude(Line ended) {
        remote.conclude(ended);
        ended.output.dropEnd(LINE_EDITOR);
        jobs.read(PlainText.of(ended.output.head()));
        if (line == ended) {
            line = null;
        }
    }

    /** What is printed from now on is what is typed. */
    void inputBegins() {
        jobs.read(PlainText.of(refusal()));
        typed.clear();
    }

    /** What was printed behind the line that was typed last, where it did not run. */
    byte[] refusal() {
        return typed.afterLine();
    }

    void text(byte[] bytes, int offset, int length) {
        if (line == null) {
            typed.add(bytes, offset, length);
        } else if (!fullScreen) {
            line.output.add(bytes, offset, length);
            remote.text(bytes, offset, length);
        }
    }

    /** Whether so much was printed that only the end of it can still be of interest. */
    boolean isFlood() {
        return line != null && !fullScreen && !remote.isMarked() && line.output.total() > FLOOD;
    }

    /** See {@link dev.understudy.terminal.OutputCapture#leaveOut}. */
    void leaveOut(long length) {
        if (line != null) {
            line.output.leaveOut(length);
        }
    }

    void fullScreen(boolean on) {
        fullScreen = on;
    }

    /** See {@link ShellMarks}. */
    void foreignMark(char kind, String argument, Instant at) {
        remote.mark(kind, argument, at);
    }
}
