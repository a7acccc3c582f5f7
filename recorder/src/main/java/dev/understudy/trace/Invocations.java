package dev.understudy.trace;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.trace.JournalEntry.Form;
import dev.understudy.trace.JournalEntry.Prompted;
import dev.understudy.trace.JournalEntry.Traced;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns what bash says before it runs each command into invocations with their exit codes.
 *
 * <p>Bash never says how a command ended. But each record carries what the process knew when it wrote it ({@code $?},
 * {@code PIPESTATUS}), so a command's outcome is in the next record of the same process, or in the first record of a process
 * that was forked from it meanwhile, or in the prompt's. Not thread-safe.
 */
public final class Invocations {
    /** Takes what follows from the journal. */
    public interface Listener {
        /**
         * An invocation whose exit code is known, or never will be. Mostly in the order in which they ended; those of a
         * background job may come long after its line.
         *
         * @param line the number of the typed line, by the shell's count
         * @param invocation not redacted
         */
        void invoked(int line, Invocation invocation);

        /**
         * A watched tool runs in the process {@code pid}, or below it. Told before its invocation is.
         *
         * @param number that of its invocation
         * @param argv not redacted
         */
        default void toolRuns(long pid, int line, int number, List<String> argv) {}

        /**
         * An invocation begins.
         *
         * @param number its own
         * @param argv not redacted
         */
        default void begins(int line, int number, List<String> argv) {}
    }

    private final Listener listener;
    private final LongPredicate alive;
    private final Map<Long, ShellProcess> processes = new HashMap<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<ShellProcess> detached = new ArrayList<>();
    private final List<Call> stopped = new ArrayList<>();
    private final Executed executed = new Executed(this);
    private final Outcomes outcomes = new Outcomes(this);
    private int currentLine;

    /** @param alive whether a process of this number runs on this machine; asked only of processes in the background */
    public Invocations(Listener listener, LongPredicate alive) {
        this.listener = listener;
        this.alive = alive;
    }

    /** Takes the next entry of the journal. */
    public void accept(JournalEntry entry) {
        if (entry instanceof Traced traced) {
            traced(traced);
        } else if (entry instanceof Prompted prompted) {
            prompted(prompted);
        } else if (entry instanceof JournalEntry.ShellStarted shell) {
            processes.put(shell.pid(), new ShellProcess(shell.pid(), null, Layer.SHELL, null, null));
        } else if (entry instanceof JournalEntry.ChildShellStarted child) {
            executed.started(child);
        } else if (entry instanceof JournalEntry.Exited exited) {
            exited(exited.pid(), exited.exit(), null);
        } else if (entry instanceof JournalEntry.ToolStarted tool) {
            executed.started(tool);
        } else if (entry instanceof JournalEntry.ToolEnded tool) {
            executed.ended(tool);
        }
    }

    /** The processes whose exit code only the shell can tell, if it is asked before it forgets. */
    public List<Long> wanted() {
        return detached.stream().filter(p -> !p.finished).map(p -> p.pid).toList();
    }

    /** A background process has ended, as the shell's message on the terminal says, which a program could have forged. */
    public void shownToHaveEnded(long pid, int exit, Instant at) {
        ShellProcess process = processes.get(pid);
        if (process != null && !process.finished && process.first != null) {
            outcomes.finish(process, exit, ExitKnown.INFERRED, at);
        }
    }

    /** The typed line that runs, or ran last, by the shell's count. */
    public int currentLine() {
        return currentLine;
    }

    /**
     * The shell is gone: what is open ends without a known exit code, except for the shell's own last call.
     *
     * @param exit the shell's exit code; null where it was killed or never told
     */
    public void end(Instant at, @Nullable Integer exit) {
        for (ShellProcess process : new ArrayList<>(processes.values())) {
            if (process.first == null && process.layer == Layer.SHELL && !process.finished) {
                outcomes.finish(process, exit, exit == null ? ExitKnown.UNKNOWN : ExitKnown.INFERRED, at);
            }
        }
        for (ShellProcess process : new ArrayList<>(processes.values())) {
            if (!process.finished) {
                outcomes.finish(process, null, ExitKnown.UNKNOWN, null);
            }
        }
        executed.end();
        for (Call call : stopped) {
            emit(call);
        }
        processes.clear();
        detached.clear();
        stopped.clear();
    }

    /** The shell's prompt hook was gone, so what ran since the last call may be prompt code: forgets it where it still can. */
    public void forgetPromptCode() {
        for (ShellProcess process : processes.values()) {
            if (process.first == null && process.layer == Layer.SHELL) {
                process.open.removeIf(call -> call.level > 1 && !insideOther(process, call));
            }
        }
    }

    private static boolean insideOther(ShellProcess process, Call call) {
        return process.open.stream().anyMatch(other -> other != call && other.contains(call.level, call.depth));
    }

    private void traced(Traced record) {
        ShellProcess process = process(record);
        if (!record.typed() || isOurs(process, record) || record.functions().contains("command_not_found_handle")) {
            return;
        }
        if (record.line() > currentLine) {
            currentLine = record.line();
        }
        boolean prefixed = Records.endsPrefix(process, record);
        if (!prefixed && !Records.continuesAssignment(process, record)) {
            flushAssignments(process);
        }
        if (record.form() == Form.ASSIGNMENT) {
            if (!Records.ofDeclaration(process, record)) {
                if (process.assignments.isEmpty()) {
                    outcomes.settle(process, Moment.of(record));
                }
                process.assignments.add(record);
            }
            process.lastSeq = record.seq();
            return;
        }
        if (!prefixed) {
            outcomes.settle(process, Moment.of(record));
        }
        process.lastSeq = record.seq();
        if (record.form() != Form.KEYWORD && !Records.isOfLoop(process, record)) {
            Call call = newCall(process, record, record.words());
            if (prefixed) {
                for (Traced assignment : process.assignments) {
                    String word = assignment.words().get(0);
                    call.env.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
                }
                process.assignments.clear();
            }
            open(process, call);
        }
    }

    private void prompted(Prompted prompt) {
        ShellProcess shell = mainShell();
        if (shell == null) {
            return;
        }
        flushAssignments(shell);
        outcomes.settle(shell, Moment.of(prompt));
        for (ShellProcess process : new ArrayList<>(detached)) {
            if (!process.finished && !alive.test(process.pid) && ++process.seenDead > 2) {
                outcomes.finish(process, null, ExitKnown.UNKNOWN, prompt.at());
            }
        }
        detached.removeIf(process -> process.finished);
    }

    private @Nullable ShellProcess mainShell() {
        for (ShellProcess process : processes.values()) {
            if (process.first == null && process.layer == Layer.SHELL) {
                return process;
            }
        }
        return null;
    }

    private ShellProcess process(Traced record) {
        ShellProcess known = processes.get(record.pid());
        if (known != null && (record.seq() > 1 || known.first == null)) {
            return known;
        }
        if (known != null && !known.finished) {
            outcomes.finish(known, null, ExitKnown.UNKNOWN, null);
        }
        ShellProcess parent = processes.get(record.parent());
        Layer layer = parent == null ? Layer.SHELL : parent.layer;
        Call within = parent == null ? null : container(parent, record);
        ShellProcess process = new ShellProcess(
                record.pid(), parent, layer, within, parent == null && record.parent() == 0 ? null : record);
        processes.put(record.pid(), process);
        if (parent != null && record.typed() && !Records.isHook(record)) {
            process.line = parent.line;
            if (record.forkSeq() >= parent.lastSeq) {
                parent.forks.add(process);
            } else {
                detached.add(process);
            }
        }
        return process;
    }

    private static @Nullable Call container(ShellProcess process, Traced record) {
        for (Call call : process.open) {
            if (call.contains(record.level(), record.functions().size())) {
                return call;
            }
        }
        return process.within;
    }

    /** A record of the hooks, or of one of the functions that the operator uses to talk to the recorder. */
    private boolean isOurs(ShellProcess process, Traced record) {
        if (!Records.isHook(record)) {
            return false;
        }
        if (!record.functions().isEmpty()
                && !record.functions().get(0).startsWith("__us_")
                && process.last != null
                && !process.last.done
                && process.last.name().equals(record.functions().get(0))) {
            process.open.remove(process.last);
            process.last.done = true;
        }
        return true;
    }

    private void flushAssignments(ShellProcess process) {
        if (process.assignments.isEmpty()) {
            return;
        }
        Traced first = process.assignments.get(0);
        List<String> words =
                process.assignments.stream().map(a -> a.words().get(0)).toList();
        Call call = newCall(process, first, words);
        for (String word : words) {
            int equals = word.indexOf('=');
            call.env.put(word.substring(0, equals), word.substring(equals + 1));
        }
        process.assignments.clear();
        open(process, call);
    }

    private Call newCall(ShellProcess process, Traced record, List<String> argv) {
        Call last = process.open.peek();
        Call parent = container(process, record);
        int line = process.line > 0 ? process.line : record.line();
        Call call = new Call(
                line,
                argv,
                record.form() == Form.KEYWORD ? null : record.template(),
                record.cwd(),
                process.layer,
                parent,
                record.at(),
                record.level(),
                record.functions().size());
        call.number = number(line);
        Call before = last == null ? process.previous : last;
        call.inTrap = before != null
                && (before.inTrap && record.level() == before.level
                        || record.level() > before.level
                                && !before.contains(call.level, call.depth)
                                && before.line == line);
        return call;
    }

    /** Assignments at the end of a process stand before no call. */
    void flushFor(ShellProcess process) {
        flushAssignments(process);
    }

    private void open(ShellProcess process, Call call) {
        if (call.template != null && call.name().equals("read") && !process.readOnce.add(call.template)) {
            process.reads.add(call.template);
        }
        process.open.push(call);
        process.last = call;
        process.calls++;
        listener.begins(call.line, call.number, call.argv);
    }

    void toolRuns(JournalEntry.ToolStarted tool, Call call) {
        listener.toolRuns(tool.pid(), call.line, call.number, tool.argv());
    }

    /** A background process is known to have ended. */
    void exited(long pid, int exit, @Nullable Instant at) {
        ShellProcess process = processes.get(pid);
        if (process != null && !process.finished && process.first != null) {
            outcomes.finish(process, exit, ExitKnown.OBSERVED, at);
        }
    }

    /** A process that has ended: its number may be another's soon. */
    void forget(ShellProcess process) {
        processes.remove(process.pid, process);
    }

    @Nullable
    ShellProcess process(long pid) {
        return processes.get(pid);
    }

    void add(ShellProcess process) {
        processes.put(process.pid, process);
    }

    void finish(ShellProcess process, @Nullable Integer exit, ExitKnown known, @Nullable Instant at) {
        outcomes.finish(process, exit, known, at);
    }

    /** The next number of an invocation of that line. */
    public int number(int line) {
        return numbers.merge(line, 1, Integer::sum);
    }

    boolean isAlive(long pid) {
        return alive.test(pid);
    }

    /** {@code process} is told of by nobody but the shell's memory of background processes. */
    void detach(ShellProcess process) {
        detached.add(process);
    }

    /** {@code call} was stopped, not ended: a later {@code fg} tells more. */
    void stop(Call call) {
        stopped.add(call);
    }

    /** A job came back to the foreground and ended, or was stopped again. */
    void resumed(Call fg) {
        if (stopped.isEmpty() || fg.exit == null) {
            return;
        }
        Call call = stopped.get(stopped.size() - 1);
        if (!Outcomes.isStop(fg.exit)) {
            stopped.remove(call);
            call.exit = fg.exit;
            call.known = fg.known;
            call.endedAt = fg.endedAt;
            emit(call);
        }
    }

    void done(Call call, @Nullable Integer exit, ExitKnown known, @Nullable Instant at) {
        if (call.done) {
            return;
        }
        call.done = true;
        call.exit = exit;
        call.known = exit == null ? ExitKnown.UNKNOWN : known;
        call.endedAt = at;
        if (exit != null && Outcomes.isStop(exit) && call.layer == Layer.SHELL && !call.container) {
            stop(call);
            return;
        }
        emit(call);
    }

    private void emit(Call call) {
        executed.endWithin(call);
        listener.invoked(call.line, call.toInvocation());
    }
}
