package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.terminal.OutputCapture;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A typed line on its way to being a recorded command: journal and terminal each know a part of it. */
final class Line {
    /** Invocations of one command that are told one by one; those beyond are only counted. */
    static final int DETAIL = 10_000;

    final int number;
    final OutputCapture output = new OutputCapture();
    final List<Invocation> waiting = new ArrayList<>();

    @Nullable
    Instant startedAt;

    @Nullable
    String cwd;

    @Nullable
    String echoed;

    @Nullable
    Instant firstSeen;
    /** The command's number in the session; 0 until its start is in the journal. */
    int command;

    /** {@code $?} after it, as the journal tells; null while it does not. */
    @Nullable
    Integer exit;

    @Nullable
    Instant finishedAt;

    /** Whether all that it printed is there. */
    boolean printed;

    /** {@code $?} after it, as the terminal's mark tells. */
    @Nullable
    Integer markedExit;

    @Nullable
    Instant ended;

    int told;
    long untold;

    Line(int number) {
        this.number = number;
    }
}
