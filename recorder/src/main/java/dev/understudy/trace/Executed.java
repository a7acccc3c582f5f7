package dev.understudy.trace;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Layer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What programs start, and not the operator's own shell: watched tools by their stand-ins, and child shells. */
final class Executed {
    private final Invocations shells;
    private final Map<Long, Call> tools = new HashMap<>();
    private final List<ShellProcess> childShells = new ArrayList<>();

    Executed(Invocations shells) {
        this.shells = shells;
    }

    /** Nothing more will be told: what is open ends without a known exit code. */
    void end() {
        for (Call call : new ArrayList<>(tools.values())) {
            shells.done(call, null, ExitKnown.UNKNOWN, null);
        }
        tools.clear();
    }

    void started(JournalEntry.ChildShellStarted child) {
        Call parent = null;
        int line = shells.currentLine();
        for (long ancestor : child.ancestors()) {
            ShellProcess process = shells.process(ancestor);
            if (process != null) {
                parent = process.open.peek();
                line = parent == null ? line : parent.line;
                break;
            }
        }
        Call own = null;
        ShellProcess same = shells.process(child.pid());
        if (same != null && same.open.peek() != null) {
            own = same.open.peek();
        }
        ShellProcess process = new ShellProcess(child.pid(), null, Layer.EXEC, own == null ? parent : own, null);
        process.line = own == null ? line : own.line;
        childShells.add(process);
        shells.add(process);
    }

    void started(JournalEntry.ToolStarted tool) {
        ShellProcess same = shells.process(tool.pid());
        Call call = same == null ? null : openCallOf(same, tool);
        if (call == null && !tool.ancestors().isEmpty()) {
            ShellProcess parent = shells.process(tool.ancestors().get(0));
            call = parent == null ? null : openCallOf(parent, tool);
        }
        if (call == null) {
            call = execCall(tool);
            call.becomes = tool.direct();
        }
        shells.toolRuns(tool, call);
        if (tool.direct() && !call.becomes) {
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
            ShellProcess process = shells.process(pid);
            if (above == null && process != null) {
                above = process.open.peek();
            }
            if (above != null) {
                parent = above;
                break;
            }
        }
        int typedLine = parent == null ? shells.currentLine() : parent.line;
        Instant at = tool.direct() && parent != null ? parent.startedAt : tool.at();
        Call call = new Call(typedLine, tool.argv(), null, tool.cwd(), Layer.EXEC, parent, at, 0, 0);
        call.number = shells.number(typedLine);
        return call;
    }

    void ended(JournalEntry.ToolEnded tool) {
        Call call = tools.remove(tool.pid());
        if (call == null) {
            return;
        }
        ShellProcess same = shells.process(tool.pid());
        if (same != null && same.open.contains(call)) {
            shells.finish(same, tool.exit(), ExitKnown.OBSERVED, tool.at());
        } else {
            shells.done(call, tool.exit(), ExitKnown.OBSERVED, tool.at());
        }
    }

    /** What {@code call} had started ended with it: a script, and the tool that {@code nice} became. */
    void endWithin(Call call) {
        for (ShellProcess shell : List.copyOf(childShells)) {
            if (shell.within == call) {
                childShells.remove(shell);
                shells.finish(shell, call.exit, ExitKnown.INFERRED, call.endedAt);
            }
        }
        for (Call tool : List.copyOf(tools.values())) {
            if (tool.parent == call && tool.becomes) {
                tools.remove(tool.tool);
                shells.done(tool, call.exit, ExitKnown.INFERRED, call.endedAt);
            }
        }
    }
}
