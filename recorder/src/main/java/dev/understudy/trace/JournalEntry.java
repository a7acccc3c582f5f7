package dev.understudy.trace;

import java.time.Instant;
import java.util.List;

/** One thing that the journal says. */
public sealed interface JournalEntry {

    /**
     * A record that bash wrote before it ran a command ({@code set -x}), and what its PS4 told of the process at that moment.
     *
     * @param level how deep the text is nested: 1 for what was typed, one more in a substitution, {@code eval},
     *     {@code source}, a trap or prompt code
     * @param pid the process that wrote it
     * @param seq its number within the process, from 1
     * @param parent the process that {@code pid} was forked from; 0 for the shell itself
     * @param forkSeq after which of the parent's records it was forked
     * @param subshell {@code BASH_SUBSHELL}
     * @param typed whether a typed line was running, rather than a prompt or a completion
     * @param line the number of that typed line
     * @param state the outcome of what ran before it
     * @param functions the functions it is in, innermost first
     * @param text the command as traced; see {@link Form}
     * @param template its source text; may be that of an earlier command where {@code form} is {@link Form#KEYWORD}
     */
    record Traced(
            Instant at,
            int level,
            long pid,
            long seq,
            long parent,
            long forkSeq,
            int subshell,
            boolean typed,
            int line,
            ShellState state,
            List<String> functions,
            String cwd,
            String template,
            Form form,
            List<String> words)
            implements JournalEntry {
        public Traced {
            functions = List.copyOf(functions);
            words = List.copyOf(words);
        }
    }

    /** What a traced text is. */
    enum Form {
        /** A program, builtin or function with its expanded arguments. */
        CALL,
        /** {@code [[ … ]]} or {@code (( … ))}: has an exit code, starts nothing. */
        CONDITION,
        /** {@code NAME=value}, alone or before a call; one record each. */
        ASSIGNMENT,
        /** {@code for}, {@code case}, {@code select}: says nothing of its own. */
        KEYWORD
    }

    /**
     * The shell is about to show a prompt.
     *
     * @param line the number of the last typed line that ran
     * @param history the number that the next line of the history will get
     * @param state the outcome of the typed line
     * @param lastHistoryLine the text of the newest line of the history, which need not be the line just typed
     */
    record Prompted(
            Instant at,
            int line,
            long history,
            int columns,
            int rows,
            String cwd,
            ShellState state,
            String lastHistoryLine)
            implements JournalEntry {
        /** The same, where another record tells what the shell knew. */
        public Prompted with(ShellState known) {
            return new Prompted(at, line, history, columns, rows, cwd, known, lastHistoryLine);
        }
    }

    /** A typed line is about to run: told by shells whose trace does not tell it. */
    record Typed(Instant at, int line, String cwd, String text) implements JournalEntry {}

    /** The shell started, and this is its process and that of its terminal's holder. */
    record ShellStarted(Instant at, long pid, long holder, String version) implements JournalEntry {}

    /** A bash that some program started, not the operator's own shell. */
    record ChildShellStarted(Instant at, long pid, List<Long> ancestors) implements JournalEntry {}

    /** The shell learned the exit code of a background process. */
    record Exited(long pid, int exit) implements JournalEntry {}

    /** A hook found itself removed or switched off since the last prompt. */
    record HookLost(Instant at, String kind) implements JournalEntry {}

    /** What the operator told the recorder by {@code step}, {@code note} or {@code run}. */
    record Told(Instant at, String word, String text) implements JournalEntry {}

    /**
     * A watched tool was started through its shim.
     *
     * @param at when; the epoch where the shim could not tell
     * @param direct whether the operator's shell forked this very process in the foreground, so that it will tell how it ended
     * @param ancestors its parent, that one's parent, and so on
     */
    record ToolStarted(Instant at, long pid, boolean direct, List<Long> ancestors, String cwd, List<String> argv)
            implements JournalEntry {
        public ToolStarted {
            ancestors = List.copyOf(ancestors);
            argv = List.copyOf(argv);
        }
    }

    /** A watched tool ended. */
    record ToolEnded(Instant at, long pid, int exit) implements JournalEntry {}

    /** Bytes that are no record of ours, or a record without its end. */
    record Torn(String why) implements JournalEntry {}
}
