package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.redaction.Disclosure;
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
    private final Position position;
    private final Gaps gaps;
    private final InvocationWriter told;
    private final Tools tools = new Tools();
    private final TypedLine typed = new TypedLine();
    private final Map<Integer, Integer> commands = new HashMap<>();
    /** Lines of which not everything is known yet; rarely more than one. */
    private final TreeMap<Integer, Line> open = new TreeMap<>();

    private int journalLine;
    private @Nullable Line printing;
    private int lastLine;
    private int lastCommand;
    private long history = -1;
    private boolean fullScreen;
    private long shell;
    private long holder;
    private Instant now = Instant.EPOCH;

    Lines(Redactor redactor, Scribe scribe, LongPredicate alive) {
        this.redactor = redactor;
        this.scribe = scribe;
        this.position = new Position(redactor, scribe);
        this.gaps = new Gaps(scribe);
        this.told = new InvocationWriter(redactor, scribe, gaps);
        this.invocations = new Invocations(this, alive);
        this.jobs = new JobNotices((pid, exit) -> invocations.shownToHaveEnded(pid, exit, now));
    }

    /** Goes on where another recorder stopped. */
    void resume(Progress progress) {
        lastLine = progress.line();
        lastCommand = progress.command();
        history = progress.history();
        position.resume(progress.step(), progress.keepRun());
        shell = progress.shell();
        holder = progress.holder();
        if (shell > 0) {
            invocations.accept(new JournalEntry.ShellStarted(Instant.EPOCH, shell, holder, ""));
        }
    }

    Progress progress(String session, long seq, long journal, long terminal, long requests) {
        return new Progress(
                session,
                seq,
                journal,
                terminal,
                requests,
                shell,
                holder,
                lastLine,
                lastCommand,
                history,
                position.step(),
                position.keepsRun(),
                idle());
    }

    /** Whether no command is under way. */
    boolean idle() {
        return open.isEmpty() && printing == null;
    }

    long holder() {
        return holder;
    }

    long shell() {
        return shell;
    }

    Position position() {
        return position;
    }

    int lastCommand() {
        return lastCommand;
    }

    Gaps gaps() {
        return gaps;
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
        if (entry instanceof JournalEntry.Typed typedLine && typedLine.line() > lastLine) {
            Line line = line(typedLine.line());
            line.echoed = typedLine.text();
            line.startedAt = typedLine.at();
            line.cwd = typedLine.cwd();
            start(line, false);
        }
        if (entry instanceof JournalEntry.ShellStarted started) {
            shell = started.pid();
            holder = started.holder();
        } else if (entry instanceof JournalEntry.Torn torn) {
            gaps.add(time, "torn-record", torn.why());
        } else if (entry instanceof JournalEntry.HookLost lost) {
            if (lost.kind().equals("prompt-hook")) {
                invocations.forgetPromptCode();
            }
            gaps.hookLost(lost);
        } else if (entry instanceof JournalEntry.Told word) {
            if (word.word().equals("around")) {
                tools.around(word.text());
            } else {
                position.told(word);
            }
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
        if (line.echoed == null) {
            line.echoed = typed.certain();
        }
        typed.clear();
        if (printing != null) {
            printing.printed = true;
            finish(printing);
        }
        printing = line;
        start(line, false);
    }

    /** The line of that number as its echo told; null where that is not certain. */
    @Nullable
    String echoed(int number) {
        Line line = open.get(number);
        return line == null ? null : line.echoed;
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
        told.end(time);
        for (Line line : List.copyOf(open.values())) {
            if (line.markedExit == null) {
                line.markedExit = exit == null ? 129 : exit;
            }
            conclude(line);
        }
    }

    @Override
    public void toolRuns(long pid, int line, int number, List<String> argv) {
        String unseen = tools.add(pid, line, number, argv);
        if (unseen != null) {
            gaps.add(now, "around-proxy", redactor.redact(unseen));
        }
    }

    /** {@code COMMAND/NUMBER} of the invocation that the watched tool of this process is; null where that is not known yet. */
    @Nullable
    String invocationOf(String pid) {
        Tools.Tool tool = tools.find(pid);
        Integer command = tool == null ? null : commands.get(tool.line());
        return tool == null || command == null ? null : command + "/" + tool.number();
    }

    @Override
    public void invoked(int number, Invocation invocation) {
        Line line = open.get(number);
        if (line == null) {
            Integer command = commands.get(number);
            if (command != null) {
                told.write(command, invocation, now);
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
            told.write(line.command, invocation, now);
        }
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
            if (entered
                    && open.isEmpty()
                    && prompt.line() == lastLine
                    && !prompt.lastHistoryLine().isEmpty()) {
                refused(prompt);
            }
            return;
        }
        line.exit = prompt.state().status();
        line.finishedAt = prompt.at();
        if (line.command == 0) {
            String text = entered ? prompt.lastHistoryLine() : line.echoed;
            if (text == null && !line.waiting.isEmpty()) {
                text = line.guess();
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
        scribe.write(seq -> new CommandStarted(seq, prompt.at(), command, text, cwd, position.step()));
        scribe.write(seq -> new CommandFinished(seq, prompt.at(), command, exit, output));
    }

    private void start(Line line, boolean late) {
        if (line.command == 0 && (late || line.echoed != null && line.startedAt != null)) {
            begin(line, line.echoed == null ? line.guess() : line.echoed);
        }
    }

    private void begin(Line line, String text) {
        for (Line before : List.copyOf(open.headMap(line.number).values())) {
            if (before.command == 0) {
                begin(before, before.guess());
            }
        }
        line.command = ++lastCommand;
        commands.put(line.number, line.command);
        Instant at = line.startedAt == null ? now : line.startedAt;
        line.disclosure = Disclosure.of(text);
        String redacted = redactor.redact(text);
        String cwd = redactor.redact(line.cwd == null ? "" : line.cwd);
        position.runs(redacted, at);
        String step = position.step();
        scribe.write(seq -> new CommandStarted(seq, at, line.command, redacted, cwd, step));
        for (Invocation invocation : line.waiting) {
            line.told++;
            told.write(line.command, invocation, now);
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
            begin(line, line.guess());
        }
        if (line.untold > 0) {
            gaps.add(now, "detail-dropped", line.untold + " invocations of command " + line.command + " were not kept");
        }
        line.output.dropEnd(LINE_EDITOR);
        jobs.read(PlainText.of(line.output.head()));
        Integer marked = line.markedExit;
        int exit = line.exit != null ? line.exit : marked == null ? 0 : marked;
        Instant at = line.finishedAt != null ? line.finishedAt : now;
        Output output = line.printed(redactor);
        scribe.write(seq -> new CommandFinished(seq, at, line.command, exit, output));
        lastLine = Math.max(lastLine, line.number);
        if (printing == line) {
            printing = null;
        }
        open.remove(line.number);
    }
}
