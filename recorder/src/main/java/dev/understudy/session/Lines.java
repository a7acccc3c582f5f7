package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.StepState;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.PlainText;
import dev.understudy.terminal.TypedLine;
import dev.understudy.trace.Invocations;
import dev.understudy.trace.JournalEntry;
import dev.understudy.trace.JournalEntry.Prompted;
import dev.understudy.trace.JournalEntry.Traced;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes a session's events of what the journal and the terminal tell, each in its own time: the journal knows what ran and
 * when the prompt was back, the terminal what was printed. All text is redacted here, before it becomes an event. Not
 * thread-safe.
 */
final class Lines implements Invocations.Listener {
    /** How long the start of a command waits for the text of its line to become certain. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** What the line editor prints before a prompt: bracketed paste on. */
    private static final byte[] LINE_EDITOR = "\u001b[?2004h".getBytes(StandardCharsets.US_ASCII);

    private final Redactor redactor;
    private final Scribe scribe;
    private final Invocations invocations;
    private final JobNotices jobs;
    private final TypedLine typed = new TypedLine();
    private final Map<Integer, Integer> commands = new HashMap<>();
    /** Lines of which not everything is known yet; rarely more than one. */
    private final TreeMap<Integer, Line> open = new TreeMap<>();

    private int journalLine;
    private @Nullable Line printing;
    private int lastLine;
    private int lastCommand;
    private long history = -1;
    private @Nullable String step;
    private boolean keepRun;
    private boolean fullScreen;
    private long shell;
    private long holder;
    private @Nullable Invocation lastExec;
    private Instant now = Instant.EPOCH;

    Lines(Redactor redactor, Scribe scribe, LongPredicate alive) {
        this.redactor = redactor;
        this.scribe = scribe;
        this.invocations = new Invocations(this, alive);
        this.jobs = new JobNotices((pid, exit) -> invocations.shownToHaveEnded(pid, exit, now));
    }

    /** Goes on where another recorder stopped. */
    void resume(Progress progress) {
        lastLine = progress.line();
        lastCommand = progress.command();
        history = progress.history();
        step = progress.step();
        keepRun = progress.keepRun();
        shell = progress.shell();
        holder = progress.holder();
        if (shell > 0) {
            invocations.accept(new JournalEntry.ShellStarted(Instant.EPOCH, shell, holder, ""));
        }
    }

    Progress progress(String session, long seq, long journal, long terminal) {
        return new Progress(
                session, seq, journal, terminal, shell, holder, lastLine, lastCommand, history, step, keepRun, idle());
    }

    /** Whether no command is under way. */
    boolean idle() {
        return open.isEmpty() && printing == null;
    }

    boolean keepsRun() {
        return keepRun;
    }

    long holder() {
        return holder;
    }

    long shell() {
        return shell;
    }

    @Nullable
    String step() {
        return step;
    }

    int lastCommand() {
        return lastCommand;
    }

    Invocations invocations() {
        return invocations;
    }

    /** Takes an entry of the journal. {@code time} is the recorder's clock, which is the shell's. */
    void journal(JournalEntry entry, Instant time) {
        now = time;
        invocations.accept(entry);
        if (entry instanceof Traced traced && traced.typed() && traced.line() > lastLine) {
            traced(traced);
        }
        if (entry instanceof JournalEntry.ShellStarted started) {
            shell = started.pid();
            holder = started.holder();
        } else if (entry instanceof JournalEntry.Torn torn) {
            gap(time, "torn-record", torn.why());
        } else if (entry instanceof JournalEntry.HookLost lost) {
            hookLost(lost);
        } else if (entry instanceof JournalEntry.Told told) {
            told(told);
        }
        if (entry instanceof Prompted prompted) {
            prompted(prompted);
        }
    }

    private void traced(Traced traced) {
        Line line = line(traced.line());
        if (line.startedAt == null) {
            line.startedAt = traced.at();
            line.cwd = traced.cwd();
            start(line, false);
        }
        if (traced.line() > journalLine) {
            journalLine = traced.line();
            // Several lines that were pasted at once have one prompt, after the last.
            for (Line before : List.copyOf(open.headMap(traced.line()).values())) {
                if (before.exit == null) {
                    before.exit = traced.state().status();
                    before.finishedAt = traced.at();
                    finish(before);
                }
            }
        }
    }

    /** A typed line begins to print. */
    void outputBegins(int number, Instant time) {
        now = time;
        if (number <= lastLine) {
            return;
        }
        Line line = line(number);
        line.echoed = typed.certain();
        typed.clear();
        if (printing != null) {
            printing.printed = true;
            finish(printing);
        }
        printing = line;
        start(line, false);
    }

    /** A prompt begins to be painted. */
    void promptBegins(int number, int exit, Instant time) {
        now = time;
        Line line = printing;
        printing = null;
        fullScreen = false;
        if (line != null) {
            line.printed = true;
            line.markedExit = exit;
            line.ended = time;
            finish(line);
        }
    }

    void inputBegins() {
        jobs.read(PlainText.of(typed.afterLine()));
        typed.clear();
    }

    void text(byte[] bytes, int offset, int length) {
        if (printing == null) {
            typed.add(bytes, offset, length);
        } else if (!fullScreen) {
            printing.output.add(bytes, offset, length);
        }
    }

    void fullScreen(boolean on) {
        fullScreen = on;
    }

    /** Time has passed: gives up waiting where it is time to. */
    void tick(Instant time) {
        now = time;
        for (Line line : List.copyOf(open.values())) {
            Instant since = line.firstSeen;
            if (line.command == 0 && since != null && since.plus(PATIENCE).isBefore(time)) {
                start(line, true);
            }
            boolean lateMark = line.exit != null
                    && line.finishedAt != null
                    && line.finishedAt.plus(PATIENCE).isBefore(time);
            boolean lateHook = line.ended != null && line.ended.plus(PATIENCE).isBefore(time);
            if (lateMark || lateHook) {
                conclude(line);
            }
        }
    }

    /** The shell is gone, and nothing more will come. */
    void end(Instant time, @Nullable Integer exit) {
        now = time;
        for (Line line : open.values()) {
            start(line, true);
        }
        invocations.end(time, exit);
        if (lastExec != null) {
            gap(
                    time,
                    "shell-replaced",
                    "the shell was replaced by "
                            + redactor.redact(lastExec.argv().get(1)) + ": what ran in it was not seen");
        }
        for (Line line : List.copyOf(open.values())) {
            line.markedExit = exit == null ? 129 : exit;
            conclude(line);
        }
    }

    @Override
    public void invoked(int number, Invocation invocation) {
        Line line = open.get(number);
        if (line == null) {
            Integer command = commands.get(number);
            if (command != null) {
                append(command, invocation);
            }
            return;
        }
        if (line.told + line.waiting.size() >= Line.DETAIL) {
            line.untold++;
            return;
        }
        if (line.command == 0) {
            line.waiting.add(invocation);
        } else {
            line.told++;
            append(line.command, invocation);
        }
    }

    private void append(int command, Invocation plain) {
        Invocation redacted = new Invocation(
                plain.number(),
                redactor.redactArguments(plain.argv()),
                plain.template() == null ? null : redactor.redact(plain.template()),
                redactor.redact(plain.cwd()),
                redactor.redactEnvironment(plain.env()),
                plain.exit(),
                plain.exitKnown(),
                plain.layer(),
                plain.parent(),
                plain.startedAt(),
                plain.endedAt());
        Instant at = plain.endedAt() == null ? now : plain.endedAt();
        scribe.write(seq -> new Invoked(seq, at, command, redacted));
        String blind = plain.layer() == Layer.SHELL ? Blindness.of(plain) : null;
        if (blind != null) {
            gap(at, "nested-shell", blind);
        }
        lastExec = plain.argv().get(0).equals("exec") && plain.argv().size() > 1 ? plain : null;
    }

    private Line line(int number) {
        return open.computeIfAbsent(number, n -> {
            Line line = new Line(n);
            line.firstSeen = now;
            return line;
        });
    }

    private void prompted(Prompted prompt) {
        boolean entered = history >= 0 && prompt.history() > history;
        history = prompt.history();
        Line line = open.get(prompt.line());
        if (line == null) {
            if (entered && open.isEmpty() && prompt.line() == lastLine) {
                refused(prompt);
            }
            return;
        }
        line.exit = prompt.state().status();
        line.finishedAt = prompt.at();
        if (line.command == 0) {
            String text = entered ? prompt.lastHistoryLine() : line.echoed;
            if (text == null && !line.waiting.isEmpty()) {
                text = guess(line);
            }
            begin(line, text == null ? prompt.lastHistoryLine() : text);
        }
        finish(line);
    }

    /** A line that was entered and did not run: a comment, or text that the shell could not parse. */
    private void refused(Prompted prompt) {
        int command = ++lastCommand;
        String text = redactor.redact(prompt.lastHistoryLine());
        String cwd = redactor.redact(prompt.cwd());
        String message = redactor.redact(PlainText.of(typed.afterLine()));
        Output output = new Output(message, "", message.length(), 0);
        int exit = prompt.state().status();
        scribe.write(seq -> new CommandStarted(seq, prompt.at(), command, text, cwd, step));
        scribe.write(seq -> new CommandFinished(seq, prompt.at(), command, exit, output));
    }

    private void start(Line line, boolean late) {
        if (line.command == 0 && (late || line.echoed != null && line.startedAt != null)) {
            begin(line, line.echoed == null ? guess(line) : line.echoed);
        }
    }

    /** What the line did, where what it was is not known. */
    private static String guess(Line line) {
        StringBuilder text = new StringBuilder();
        for (Invocation invocation : line.waiting) {
            if (invocation.parent() == null && invocation.template() != null) {
                text.append(text.length() == 0 ? "" : "; ").append(invocation.template());
            }
        }
        return text.length() == 0 && line.echoed != null ? line.echoed : text.toString();
    }

    private void begin(Line line, String text) {
        for (Line before : List.copyOf(open.headMap(line.number).values())) {
            if (before.command == 0) {
                begin(before, guess(before));
            }
        }
        line.command = ++lastCommand;
        commands.put(line.number, line.command);
        Instant at = line.startedAt == null ? now : line.startedAt;
        String redacted = redactor.redact(text);
        String cwd = redactor.redact(line.cwd == null ? "" : line.cwd);
        scribe.write(seq -> new CommandStarted(seq, at, line.command, redacted, cwd, step));
        for (Invocation invocation : line.waiting) {
            line.told++;
            append(line.command, invocation);
        }
        line.waiting.clear();
    }

    private void finish(Line line) {
        if (line.exit != null && line.printed) {
            conclude(line);
        }
    }

    private void conclude(Line line) {
        for (Line before : List.copyOf(open.headMap(line.number).values())) {
            conclude(before);
        }
        if (line.command == 0) {
            begin(line, guess(line));
        }
        if (line.untold > 0) {
            gap(now, "detail-dropped", line.untold + " invocations of command " + line.command + " were not kept");
        }
        line.output.dropEnd(LINE_EDITOR);
        jobs.read(PlainText.of(line.output.head()));
        Integer marked = line.markedExit;
        int exit = line.exit != null ? line.exit : marked == null ? 0 : marked;
        Instant at = line.finishedAt != null ? line.finishedAt : now;
        Output output = new Output(
                redactor.redact(PlainText.of(line.output.head())),
                redactor.redact(PlainText.of(line.output.tail())),
                line.output.total(),
                line.output.omitted());
        scribe.write(seq -> new CommandFinished(seq, at, line.command, exit, output));
        lastLine = Math.max(lastLine, line.number);
        if (printing == line) {
            printing = null;
        }
        open.remove(line.number);
    }

    private void told(JournalEntry.Told told) {
        switch (told.word()) {
            case "note" -> {
                String text = redactor.redact(told.text());
                scribe.write(seq -> new SessionEvent.Noted(seq, told.at(), text));
            }
            case "run" -> keepRun = told.text().equals("keep");
            case "step" -> step(told);
            default -> gap(told.at(), "torn-record", "the shell's hooks said a word that this recorder does not know");
        }
    }

    private void step(JournalEntry.Told told) {
        String word = told.text().strip();
        if (word.equals("done") || word.equals("skip")) {
            String ended = step;
            if (ended != null) {
                StepState state = word.equals("done") ? StepState.DONE : StepState.SKIPPED;
                scribe.write(seq -> new SessionEvent.StepMarked(seq, told.at(), ended, state));
                step = null;
            }
        } else {
            String begun = redactor.redact(word);
            step = begun;
            scribe.write(seq -> new SessionEvent.StepMarked(seq, told.at(), begun, StepState.BEGUN));
        }
    }

    private void hookLost(JournalEntry.HookLost lost) {
        if (lost.kind().equals("prompt-hook")) {
            invocations.forgetPromptCode();
        }
        String detail = switch (lost.kind()) {
            case "xtrace-off" -> "set +x was in effect: what ran meanwhile was not seen";
            case "ps4" -> "PS4 was changed: what ran meanwhile was not seen";
            case "prompt-hook" -> "PROMPT_COMMAND was replaced: the ends of commands are known from the terminal alone";
            case "trace-descriptor" -> "BASH_XTRACEFD was changed or closed: what ran meanwhile was not seen";
            default -> "a hook of the recorder was removed";
        };
        gap(lost.at(), lost.kind(), detail);
    }

    void gap(Instant at, String kind, String detail) {
        LongFunction<SessionEvent> gap = seq -> new GapFound(seq, at, kind, detail);
        scribe.write(gap);
    }
}
