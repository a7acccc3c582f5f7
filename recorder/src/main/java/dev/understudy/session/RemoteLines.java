package dev.understudy.session;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.OutputCapture;
import dev.understudy.terminal.Printed;
import dev.understudy.terminal.ShellMarks;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is typed into shells behind {@code ssh}, {@code docker exec} and their like, where they mark it themselves: an
 * invocation in the layer {@link Layer#REMOTE} for each line. Marks that anything else prints mean nothing. Not thread-safe.
 */
final class RemoteLines {
    /** How many wait for the journal to tell that there is an {@code ssh}: it may be read a moment after what that printed. */
    private static final int WAITING = 100;

    /** Characters of such outputs that are kept for each line that the operator typed. */
    private static final long KEPT = 1 << 20;

    private final Redactor redactor;
    private final IntUnaryOperator nextNumber;
    private final BiConsumer<Line, Invocation> told;
    private ShellMarks marks = new ShellMarks(this::ran);
    private final List<Remote> waiting = new ArrayList<>();
    private @Nullable Line line;
    private long kept;
    private boolean marked;

    private record Remote(
            Line line,
            Instant at,
            String typed,
            @Nullable Integer exit,
            Output out,
            @Nullable Instant ended) {}

    /**
     * @param nextNumber the number of the next invocation of a typed line
     * @param told takes each; its output is redacted, its line is not
     */
    RemoteLines(Redactor redactor, IntUnaryOperator nextNumber, BiConsumer<Line, Invocation> told) {
        this.redactor = redactor;
        this.nextNumber = nextNumber;
        this.told = told;
    }

    /** A line that the operator typed begins to print. */
    void begin(Line typed) {
        end();
        marks = new ShellMarks(this::ran);
        line = typed;
        kept = 0;
        marked = false;
    }

    void text(byte[] bytes, int offset, int length) {
        if (line != null) {
            marks.text(bytes, offset, length);
        }
    }

    /** Whether a shell behind the running line marks what it runs. */
    boolean isMarked() {
        return marked;
    }

    void mark(char kind, String argument, Instant at) {
        if (line != null) {
            marked = true;
            marks.mark(kind, argument, at);
        }
    }

    /** The operator's own shell is back. */
    void end() {
        marks.end();
        line = null;
    }

    /** All is known of the line, but for these. */
    void conclude(Line whole) {
        tell(whole);
        waiting.removeIf(remote -> remote.line == whole);
    }

    private void ran(
            Instant started, String typed, @Nullable Integer exit, OutputCapture output, @Nullable Instant ended) {
        Line within = line;
        if (within == null || within.blind == 0 && waiting.size() >= WAITING) {
            return;
        }
        Output printed = Printed.of(output, Disclosure.of(typed), redactor);
        kept += printed.head().length() + printed.tail().length();
        if (kept > KEPT) {
            printed = new Output("", "", output.total(), output.total());
        }
        waiting.add(new Remote(within, started, typed, exit, printed, ended));
        tell(within);
    }

    private void tell(Line within) {
        if (within.blind == 0) {
            return;
        }
        List<Remote> known = List.copyOf(waiting);
        waiting.clear();
        for (Remote remote : known) {
            if (remote.line == within) {
                told.accept(within, invocation(remote));
            } else {
                waiting.add(remote);
            }
        }
    }

    private Invocation invocation(Remote remote) {
        Line within = remote.line;
        return new Invocation(
                nextNumber.applyAsInt(within.number),
                List.of(remote.typed),
                remote.typed,
                "",
                Map.of(),
                remote.exit,
                remote.exit == null ? ExitKnown.UNKNOWN : ExitKnown.INFERRED,
                Layer.REMOTE,
                within.blind > 0 ? within.blind : null,
                remote.at,
                remote.ended,
                remote.out);
    }
}
