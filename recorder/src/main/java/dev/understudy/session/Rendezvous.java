package dev.understudy.session;

import dev.understudy.terminal.TerminalStream;
import dev.understudy.trace.JournalEntry;
import dev.understudy.trace.JournalEntry.HookLost;
import dev.understudy.trace.JournalEntry.Prompted;
import dev.understudy.trace.JournalEntry.Traced;
import dev.understudy.trace.ShellState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings journal and terminal together at each prompt: neither goes on to the next line before the other has come to the end
 * of this one, so that output belongs to its command whichever of the two was read first. A prompt that one of them never
 * tells of is not waited for longer than a moment. Not thread-safe.
 */
final class Rendezvous implements TerminalStream.Listener {
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** Something that the terminal's stream told. */
    private interface Told {
        void to(Lines lines, ScreenLog screen, Instant now);
    }

    private record Prompt(int line, int exit) implements Told {
        @Override
        public void to(Lines lines, ScreenLog screen, Instant now) {
            screen.commandEnds(now);
            lines.promptBegins(line, exit, now);
        }
    }

    /**
     * Up to which prompt one side was taken.
     *
     * @param line the line before the prompt
     * @param turn which prompt it is after that line: an empty line brings another
     */
    private record Place(int line, int turn) {
        static final Place NOWHERE = new Place(-1, 0);

        Place next(int atLine) {
            return new Place(atLine, atLine == line ? turn + 1 : 1);
        }

        boolean isAfter(Place other) {
            return line > other.line || (line == other.line && turn > other.turn);
        }
    }

    private final Lines lines;
    private final ScreenLog screen;
    private final Deque<JournalEntry> journal = new ArrayDeque<>();
    private final Deque<Told> terminal = new ArrayDeque<>();
    private Place journalAt = Place.NOWHERE;
    private Place terminalAt = Place.NOWHERE;
    private @Nullable Instant waitingSince;

    /** The record of a prompt's first command, which knows how the line ended. */
    private @Nullable Traced closing;
    /** The terminal was waited for in vain. */
    private boolean alone;

    Rendezvous(Lines lines, ScreenLog screen) {
        this.lines = lines;
        this.screen = screen;
    }

    /** Both sides of {@code line} were seen by an earlier recorder. */
    void resume(int line) {
        journalAt = new Place(line, 1);
        terminalAt = journalAt;
    }

    void journal(JournalEntry entry) {
        if (entry instanceof Traced traced && isClosing(traced)) {
            closing = traced;
        } else if (entry instanceof Prompted prompted && isOpen(prompted)) {
            if (closing == null) {
                journal.add(new HookLost(prompted.at(), "xtrace-off"));
            }
            journal.add(closing == null ? prompted : prompted.with(closing.state()));
            closing = null;
        } else {
            journal.add(entry);
        }
    }

    /** What the hooks begin a prompt with, and nobody else: {@code set +x +x}, in the shell's own prompt code. */
    private static boolean isClosing(Traced traced) {
        return traced.level() > 1
                && traced.functions().isEmpty()
                && traced.words().equals(List.of("set", "+x", "+x"));
    }

    /** Whether the prompt's record leaves it to others how the line ended. */
    private static boolean isOpen(Prompted prompted) {
        return prompted.state().status() < 0;
    }

    boolean journalIsTaken() {
        return journal.isEmpty();
    }

    /** Whether a prompt has begun in the journal, and its record is yet to come. */
    boolean isWithinPrompt() {
        return closing != null;
    }

    boolean terminalIsTaken() {
        return terminal.isEmpty();
    }

    /** Whether a command floods the terminal, and all that was told of it is taken. */
    boolean isFlood() {
        return journal.isEmpty()
                && terminal.isEmpty()
                && closing == null
                && !journalAt.isAfter(terminalAt)
                && lines.isFlood()
                && screen.isFull();
    }

    /** So many bytes of the flood are not read at all. */
    void leaveOut(long length) {
        lines.leaveOut(length);
        screen.leaveOut(length);
    }

    /** Takes what can be taken now. */
    void advance(Instant now) {
        boolean moved = true;
        while (moved) {
            moved = advanceJournal(now) | advanceTerminal(now);
        }
        if (journal.isEmpty() && terminal.isEmpty()) {
            waitingSince = null;
        } else if (waitingSince == null) {
            waitingSince = now;
        } else if (Patience.isOver(waitingSince, PATIENCE, now)) {
            waitingSince = null;
            meet();
        }
    }

    /** Takes all that is left, waiting for nothing. */
    void drain(Instant now) {
        while (!journal.isEmpty() || !terminal.isEmpty()) {
            advance(now);
            meet();
        }
        closing = null;
    }

    private void meet() {
        alone = true;
        if (terminalAt.isAfter(journalAt)) {
            journalAt = terminalAt;
        } else {
            terminalAt = journalAt;
        }
    }

    private boolean advanceJournal(Instant now) {
        boolean moved = false;
        while (!journal.isEmpty() && !journalAt.isAfter(terminalAt)) {
            JournalEntry entry = told(journal.peek());
            if (entry == null) {
                return moved;
            }
            journal.remove();
            alone = false;
            moved = true;
            lines.journal(entry, now);
            if (entry instanceof JournalEntry.Told told && told.word().equals("step")) {
                screen.marker(now, "step " + told.text());
            }
            if (entry instanceof Prompted prompted) {
                journalAt = journalAt.next(prompted.line());
                screen.size(now, prompted.columns(), prompted.rows());
            }
        }
        return moved;
    }

    /** The entry; where the shell was not tracing, only the terminal's mark says how the line ended, and null if it is yet to come. */
    private @Nullable JournalEntry told(JournalEntry entry) {
        if (!(entry instanceof Prompted prompted) || !isOpen(prompted)) {
            return entry;
        }
        for (Told told : terminal) {
            if (told instanceof Prompt prompt && prompt.line() == prompted.line()) {
                return prompted.with(new ShellState(
                        prompt.exit(), List.of(), prompted.state().background()));
            }
        }
        return alone
                ? prompted.with(new ShellState(0, List.of(), prompted.state().background()))
                : null;
    }

    private boolean advanceTerminal(Instant now) {
        boolean moved = false;
        while (!terminal.isEmpty() && !terminalAt.isAfter(journalAt)) {
            Told told = terminal.remove();
            moved = true;
            told.to(lines, screen, now);
            if (told instanceof Prompt prompt) {
                terminalAt = terminalAt.next(prompt.line());
            }
        }
        return moved;
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        byte[] copy = Arrays.copyOfRange(bytes, offset, offset + length);
        terminal.add((to, log, now) -> {
            to.text(copy, 0, copy.length);
            log.text(now, copy);
        });
    }

    @Override
    public void outputBegins(int line) {
        terminal.add((to, log, now) -> {
            to.outputBegins(line, now);
            log.commandBegins(now, to.echoed(line));
        });
    }

    @Override
    public void promptBegins(int line, int exit) {
        terminal.add(new Prompt(line, exit));
    }

    @Override
    public void inputBegins() {
        terminal.add((to, log, now) -> {
            to.inputBegins();
            log.inputBegins(now);
        });
    }

    @Override
    public void foreignMark(char kind, String argument) {
        terminal.add((to, log, now) -> to.foreignMark(kind, argument, now));
    }

    @Override
    public void fullScreen(boolean on) {
        terminal.add((to, log, now) -> to.fullScreen(on));
    }
}
