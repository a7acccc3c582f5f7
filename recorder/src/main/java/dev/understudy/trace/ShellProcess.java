package dev.understudy.trace;

import dev.understudy.recording.Layer;
import dev.understudy.trace.JournalEntry.Traced;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A process that runs shell code: the operator's shell, a fork of it, or a bash that some program started. */
final class ShellProcess {
    final long pid;
    final @Nullable ShellProcess parent;
    final Layer layer;
    /** The call that it belongs to, such as the function that forked it. */
    final @Nullable Call within;
    /** Its first record: what it had inherited. Null for a shell itself. */
    final @Nullable Traced first;

    /** The calls that have begun and not ended, the innermost first. */
    final Deque<Call> open = new ArrayDeque<>();
    /** Assignments of which the next record tells whether they stand before a call. */
    final List<Traced> assignments = new ArrayList<>();
    /** Forked processes whose outcome this process has yet to tell. */
    final List<ShellProcess> forks = new ArrayList<>();

    /** The last call that ended: what a trap's handler or a declaration's assignment is told by. */
    @Nullable
    Call previous;

    @Nullable
    Call last;

    long lastSeq;
    int calls;
    /** Line of the calls of a shell that has no lines of its own; 0 elsewhere. */
    int line;

    /** Source texts of {@code read} that ran once, and more than once. */
    final Set<String> readOnce = new HashSet<>();

    final Set<String> reads = new HashSet<>();

    /** The last arithmetic, without blanks. */
    String arithmetic = "";

    int seenDead;
    boolean finished;
    /** Whether it runs the handler of an EXIT trap: its exit code is settled. */
    boolean exiting;

    ShellProcess(long pid, @Nullable ShellProcess parent, Layer layer, @Nullable Call within, @Nullable Traced first) {
        this.pid = pid;
        this.parent = parent;
        this.layer = layer;
        this.within = within;
        this.first = first;
    }

    Traced birth() {
        if (first == null) {
            throw new IllegalStateException("process " + pid + " is a shell of its own");
        }
        return first;
    }

    int subshell() {
        return first == null ? 0 : first.subshell();
    }
}
