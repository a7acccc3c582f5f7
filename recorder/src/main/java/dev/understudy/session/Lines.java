package dev.understudy.session;

import dev.understudy.recording.Invocation;
import dev.understudy.redaction.Redactor;
import dev.understudy.trace.Invocations;
import dev.understudy.trace.JournalEntry;
import dev.understudy.trace.JournalEntry.Prompted;
import dev.understudy.trace.JournalEntry.Traced;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    private final Redactor redactor;
    private final Invocations invocations;
    private final Position position;
    private final Gaps gaps;
    private final InvocationWriter told;
    private final CommandWriter commands;
    private final Printing printing;
    private final Tools tools = new Tools();
    /** Lines of which not everything is known yet; rarely more than one. */
    private final TreeMap<Integer, Line> open = new TreeMap<>();

    private int journalLine;
    private int lastLine;
    private long history = -1;
    private long shell;
    private long holder;
    private Instant now = Instant.EPOCH;

    Lines(Redactor redactor, Scribe scribe, LongPredicate alive) {
        this.redactor = redactor;
        this.position = new Position(redactor, scribe);
        this.gaps = new Gaps(scribe);
        this.commands = new CommandWriter(redactor, scribe, position);
        this.told = new InvocationWriter(redactor, scribe, gaps, commands::secretsOf);
        this.invocations = new Invocations(this, alive);
        JobNotices jobs = new JobNotices((pid, exit) -> invocations.shownToHaveEnded(pid, exit, now));
        this.printing = new Printing(jobs, new RemoteLines(redactor, invocations::number, this::take));
    }

    /** Goes on where another recorder stopped. */
    void resume(Progress progress) {
        lastLine = progress.line();
        commands.resume(progress.command());
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
                commands.last(),
                history,
                position.step(),
                position.keepsRun(),
                idle());
    }

    /** Whether no command is under way. */
    boolean idle() {
        return open.isEmpty() && printing.line() == null;
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
        return commands.last();
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
            gaps.torn(time, torn.why());
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
                    before.finishedSeen = now;
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
        Line before = printing.line();
        if (before != null) {
            printing.end();
            before.printed = true;
            finish(before);
        }
        Line line = line(number);
        printing.begin(line);
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
        Line line = printing.line();
        printing.end();
        if (line != null) {
            line.printed = true;
            line.markedExit = exit;
            line.ended = time;
            finish(line);
        }
    }

    void inputBegins() {
        printing.inputBegins();
    }

    void text(byte[] bytes, int offset, int length) {
        printing.text(bytes, offset, length);
    }

    void foreignMark(char kind, String argument, Instant time) {
        now = time;
        printing.foreignMark(kind, argument, time);
    }

    /** See {@link Printing#isFlood}. */
    boolean isFlood() {
        return printing.isFlood();
    }

    void leaveOut(long length) {
        printing.leaveOut(length);
    }

    void fullScreen(boolean on) {
        printing.fullScreen(on);
    }

    /** Time has passed: gives up waiting where it is time to. */
    void tick(Instant time) {
        now = time;
        for (Line line : List.copyOf(open.values())) {
            Instant since = line.firstSeen;
            if (line.command == 0 && since != null && Patience.isOver(since, PATIENCE, time)) {
                start(line, true);
            }
            boolean lateMark = line.exit != null
                    && line.finishedSeen != null
                    && Patience.isOver(line.finishedSeen, PATIENCE, time);
            boolean lateHook = line.ended != null && Patience.isOver(line.ended, PATIENCE, time);
            if (lateMark || lateHook) {
                conclude(line);
            }
        }
    }

    /** The shell is gone, and nothing more will come. */
    void end(Instant time, @Nullable Integer exit) {
        now = time;
        printing.end();
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
        gaps.tellRest(time);
    }

    @Override
    public void begins(int number, int invocation, List<String> argv) {
        if (number > lastLine && Blindness.of(argv) != null) {
            Line line = line(number);
            line.blind = line.blind == 0 ? invocation : -1;
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
        Integer command = tool == null ? null : commands.numberOf(tool.line());
        return tool == null || command == null ? null : command + "/" + tool.number();
    }

    @Override
    public void invoked(int number, Invocation invocation) {
        Line line = open.get(number);
        if (line != null) {
            take(line, invocation);
            return;
        }
        Integer command = commands.numberOf(number);
        if (command != null) {
            told.write(command, invocation, now);
        }
    }

    private void take(Line line, Invocation invocation) {
        if (line.told + line.waiting.size() >= Line.DETAIL) {
            line.untold++;
        } else if (line.command == 0) {
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
                commands.refused(prompt, printing.refusal());
            }
            return;
        }
        line.exit = prompt.state().status();
        line.finishedAt = prompt.at();
        line.finishedSeen = now;
        line.newest = prompt.lastHistoryLine();
        if (line.command == 0 && (entered || line.echoed != null || line.printed)) {
            begin(line, entered ? line.newest : line.echoed == null ? line.guess() : line.echoed);
        }
        finish(line);
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
        commands.begin(line, text, now);
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
        printing.conclude(line);
        commands.finish(line, now);
        gaps.tellRest(now);
        lastLine = Math.max(lastLine, line.number);
        open.remove(line.number);
    }
}
