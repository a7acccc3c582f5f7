package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.redaction.Disclosure;
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

    /** What its output may hold, by what was typed. */
    Disclosure disclosure = Disclosure.NONE;

    @Nullable
    Instant firstSeen;
    /** The command's number in the session; 0 until its start is in the journal. */
    int command;

    /** {@code $?} after it, as the journal tells; null while it does not. */
    @Nullable
    Integer exit;

    @Nullable
    Instant finishedAt;

    /** When the journal told that, by the recorder's clock: the shell's may be set to anything. */
    @Nullable
    Instant finishedSeen;

    /** Whether all that it printed is there. */
    boolean printed;

    /** {@code $?} after it, as the terminal's mark tells. */
    @Nullable
    Integer markedExit;

    @Nullable
    Instant ended;

    /** The newest line of the history when it had ended, which may be an older one's. */
    String newest = "";

    int told;
    long untold;

    /** The invocation behind which what runs cannot be seen; 0 where there is none, -1 where there were several. */
    int blind;

    Line(int number) {
        this.number = number;
    }

    /** What the line did, where what it was is not known. */
    String guess() {
        StringBuilder text = new StringBuilder();
        for (Invocation invocation : waiting) {
            if (invocation.parent() == null && invocation.template() != null) {
                text.append(text.length() == 0 ? "" : "; ").append(invocation.template());
            }
        }
        if (text.length() > 0) {
            return text.toString();
        }
        return echoed == null ? newest : echoed;
    }
}
