package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Output;
import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.OutputCapture;
import dev.understudy.terminal.PlainText;
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

    /** What it printed, without its secrets. */
    Output printed(Redactor redactor) {
        String head = PlainText.of(output.head());
        String tail = PlainText.of(output.tail());
        long omitted = output.omitted();
        if (omitted > 0) {
            // Where the middle was left out, a secret may have been cut in two that neither part tells of.
            int end = head.lastIndexOf('\n') + 1;
            int begin = tail.indexOf('\n') + 1;
            if (end > head.length() / 2) {
                omitted += head.length() - end;
                head = head.substring(0, end);
            }
            if (begin < tail.length() / 2) {
                omitted += begin;
                tail = tail.substring(begin);
            }
        }
        return new Output(
                redactor.redactOutput(disclosure, head),
                redactor.redactOutput(disclosure, tail),
                output.total(),
                omitted);
    }

    /** What the line did, where what it was is not known. */
    String guess() {
        StringBuilder text = new StringBuilder();
        for (Invocation invocation : waiting) {
            if (invocation.parent() == null && invocation.template() != null) {
                text.append(text.length() == 0 ? "" : "; ").append(invocation.template());
            }
        }
        return text.length() == 0 && echoed != null ? echoed : text.toString();
    }
}
