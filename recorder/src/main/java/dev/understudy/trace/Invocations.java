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
    }

    private final Listener listener;
    private final LongPredicate alive;
    private final Map<Long, ShellProcess> processes = new HashMap<>();
    private final Map<Long, Call> tools = new HashMap<>();
    private final Map<Integer, Integer> numbers = new HashMap<>();
    private final List<ShellProcess> detached = new ArrayList<>();
    private final List<Call> stopped = new ArrayList<>();
    private final List<ShellProcess> childShells = new ArrayList<>();
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
            childShell(child);
        } else if (entry instanceof JournalEntry.Exited exited) {
            exited(exited.pid(), exited.exit(), null);
        } else if (entry instanceof JournalEntry.ToolStarted tool) {
            toolStarted(tool);
        } else if (entry instanceof JournalEntry.ToolEnded tool) {
            toolEnded(tool);
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
        for (Call call : new ArrayList<>(tools.values())) {
            done(call, null, ExitKnown.UNKNOWN, null);
        }
        for (Call call : stopped) {
            emit(call);
        }
        processes.clear();
        tools.clear();
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
        boolean prefixed = endsPrefix(process, record);
        if (!prefixed && !continuesAssignment(process, record)) {
            flushAssignments(process);
        }
        if (record.form() == Form.ASSIGNMENT) {
            if (!ofDeclaration(process, record)) {
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
        if (record.form() != Form.KEYWORD && !isOfLoop(process, record)) {
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
        if (parent != null && record.typed() && !isHook(record)) {
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
        if (!isHook(record)) {
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

    private static boolean isHook(Traced record) {
        return record.words().get(0).startsWith("__us_")
                || record.functions().stream().anyMatch(name -> name.startsWith("__us_"));
    }

    /** Whether it is arithmetic of a {@code for ((…))}: bash gives it the source text of what ran before. */
    private static boolean isOfLoop(ShellProcess process, Traced record) {
        String text = String.join("", record.words());
        if (!text.startsWith("((")) {
            return false;
        }
        String source = record.template().replace(" ", "");
        boolean stale = !source.startsWith("((") || source.equals(process.arithmetic);
        process.arithmetic = text;
        return stale && !source.equals(text);
    }

    private static boolean endsPrefix(ShellProcess process, Traced record) {
        return record.form() == Form.CALL && continues(process, record);
    }

    private static boolean continuesAssignment(ShellProcess process, Traced record) {
        return record.form() == Form.ASSIGNMENT && continues(process, record);
    }

    private static boolean continues(ShellProcess process, Traced record) {
        if (process.assignments.isEmpty()) {
            return false;
        }
        Traced before = process.assignments.get(process.assignments.size() - 1);
        return before.template().equals(record.template())
                && before.seq() + 1 == record.seq()
                && before.level() == record.level()
                && before.functions().equals(record.functions());
    }

    /** {@code export X=1} is told twice: as the call, and then as the assignment. */
    private static boolean ofDeclaration(ShellProcess process, Traced record) {
        Call last = process.last;
        return last != null
                && last.declares()
                && record.template().equals(last.template)
                && process.lastSeq + 1 == record.seq();
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
        call.number = numbers.merge(line, 1, Integer::sum);
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

    private static void open(ShellProcess process, Call call) {
        if (call.template != null && call.name().equals("read") && !process.readOnce.add(call.template)) {
            process.reads.add(call.template);
        }
        process.open.push(call);
        process.last = call;
        process.calls++;
    }

    private void childShell(JournalEntry.ChildShellStarted child) {
        Call parent = null;
        int line = currentLine;
        for (long ancestor : child.ancestors()) {
            ShellProcess process = processes.get(ancestor);
            if (process != null) {
                parent = process.open.peek();
                line = parent == null ? line : parent.line;
                break;
            }
        }
        Call own = null;
        ShellProcess same = processes.get(child.pid());
        if (same != null && same.open.peek() != null) {
            own = same.open.peek();
        }
        ShellProcess process = new ShellProcess(child.pid(), null, Layer.EXEC, own == null ? parent : own, null);
        process.line = own == null ? line : own.line;
        childShells.add(process);
        processes.put(child.pid(), process);
    }

    private void toolStarted(JournalEntry.ToolStarted tool) {
        ShellProcess same = processes.get(tool.pid());
        Call call = same == null ? null : openCallOf(same, tool);
        if (call == null && !tool.ancestors().isEmpty()) {
            ShellProcess parent = processes.get(tool.ancestors().get(0));
            call = parent == null ? null : openCallOf(parent, tool);
        }
        if (call == null) {
            call = execCall(tool);
            call.becomes = tool.direct();
        } else if (tool.direct()) {
            return;
        }
        call.tool = tool.pid();
        tools.put(tool.pid(), call);
    }

    private static @Nullable Call openCallOf(ShellProcess process, JournalEntry.ToolStarted tool) {
        Call top = process.open.peek();
        return top != null && top.tool == 0 && top.isCallOf(tool.argv()) ? top : null;
    }

    private Call execCall(JournalEntry.ToolStarted tool) {
        Call parent = null;
        List<Long> line = new ArrayList<>();
        line.add(tool.pid());
        line.addAll(tool.ancestors());
        for (long pid : line) {
            Call above = tools.get(pid);
            ShellProcess process = processes.get(pid);
            if (above == null && process != null) {
                above = process.open.peek();
            }
            if (above != null) {
                parent = above;
                break;
            }
        }
        int typedLine = parent == null ? currentLine : parent.line;
        Instant at = tool.direct() && parent != null ? parent.startedAt : tool.at();
        Call call = new Call(typedLine, tool.argv(), null, tool.cwd(), Layer.EXEC, parent, at, 0, 0);
        call.number = numbers.merge(typedLine, 1, Integer::sum);
        return call;
    }

    private void toolEnded(JournalEntry.ToolEnded tool) {
        Call call = tools.remove(tool.pid());
        if (call == null) {
            return;
        }
        ShellProcess same = processes.get(tool.pid());
        if (same != null && same.open.contains(call)) {
            outcomes.finish(same, tool.exit(), ExitKnown.OBSERVED, tool.at());
        } else {
            done(call, tool.exit(), ExitKnown.OBSERVED, tool.at());
        }
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

    /** What {@code call} had started ended with it: a script, and the tool that {@code nice} became. */
    private void endWithin(Call call) {
        for (ShellProcess shell : List.copyOf(childShells)) {
            if (shell.within == call) {
                childShells.remove(shell);
                outcomes.finish(shell, call.exit, ExitKnown.INFERRED, call.endedAt);
            }
        }
        for (Call tool : List.copyOf(tools.values())) {
            if (tool.parent == call && tool.becomes) {
                tools.remove(tool.tool);
                done(tool, call.exit, ExitKnown.INFERRED, call.endedAt);
            }
        }
    }

    private void emit(Call call) {
        endWithin(call);
        listener.invoked(call.line, call.toInvocation());
    }
}
