package dev.understudy.session;

import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.redaction.Redactor;
import dev.understudy.spool.Spool;
import dev.understudy.terminal.GrowingFile;
import dev.understudy.terminal.OutputCapture;
import dev.understudy.terminal.TerminalStream;
import dev.understudy.trace.JournalParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the journal and the terminal's log of one shell until it is gone, and writes the session's events. Single-threaded:
 * {@link #run} is the thread.
 */
final class Recorder {
    /** How much may be read beyond the last checkpoint before it is given back all the same. */
    private static final long KEPT = 32L << 20;

    /** The end of a flood that is read in any case. */
    private static final long TAIL = 2L * OutputCapture.CAP;
    /** In a flood, what comes within this time is looked at together: the shell needs the processor. */
    private static final long BREATH = 25;

    private final Runtime runtime;
    private final Spool spool;
    private final String session;
    private final ScreenLog screen;
    private final Herald herald;
    private final Lines lines;
    private final Rendezvous rendezvous;
    private final JournalParser journal;
    private final TerminalStream terminal;
    private final GrowingFile journalFile;
    private final GrowingFile terminalFile;
    private final Scribe scribe;
    private final @Nullable Requests requests;
    private long checkpointJournal;
    private long checkpointTerminal;
    private long checkpointSeq = -1;
    private boolean headerSeen;
    private boolean runtimeLost;
    private List<Long> wanted = List.of();

    Recorder(
            Runtime runtime,
            Spool spool,
            String session,
            Redactor redactor,
            ScreenLog screen,
            @Nullable Progress progress,
            Herald herald)
            throws IOException {
        this.runtime = runtime;
        this.spool = spool;
        this.session = session;
        this.screen = screen;
        this.herald = herald;
        this.scribe = new Scribe(spool);
        this.lines = new Lines(redactor, scribe, pid -> ProcessHandle.of(pid).isPresent());
        this.rendezvous = new Rendezvous(lines, screen);
        List<String> secrets = runtime.secrets();
        this.journal = new JournalParser(secrets.get(0), rendezvous::journal);
        this.terminal = new TerminalStream(secrets.get(1), rendezvous);
        this.journalFile = new GrowingFile(runtime.journal(), progress == null ? 0 : progress.journal());
        this.terminalFile = new GrowingFile(runtime.terminal(), progress == null ? 0 : progress.terminal());
        this.requests = Requests.isWanted(runtime.kube())
                ? new Requests(runtime.kube(), lines, scribe, progress == null ? 0 : progress.requests())
                : null;
        if (progress != null) {
            headerSeen = progress.terminal() > 0;
            lines.resume(progress);
            rendezvous.resume(progress.line());
            scribe.remember(progress.seq());
            if (!progress.complete()) {
                lines.gaps()
                        .add(
                                Instant.now(),
                                "recorder-restarted",
                                "the recorder was started again in the middle of a command: a part of it is missing");
            }
        }
    }

    /** The session joins a run that is at this step. */
    void beginAt(String step) {
        lines.position().resume(step, false);
    }

    /** Records until the shell is gone; gives its exit code, null where nobody told it. */
    @Nullable
    Integer run() throws IOException, InterruptedException {
        Instant lastRead = Instant.now();
        while (true) {
            Instant now = Instant.now();
            if (step(now)) {
                lastRead = now;
                if (rendezvous.isFlood()) {
                    Thread.sleep(BREATH);
                }
                continue;
            }
            lines.tick(now);
            if (!runtimeLost && runtime.isGone()) {
                runtimeLost = true;
                lines.gaps()
                        .add(
                                now,
                                "runtime-lost",
                                "the folder of the session's passing files was removed: from here on a recorder that dies is not"
                                        + " followed by another, and watched tools in scripts are not seen");
            }
            checkpoint();
            ask();
            herald.look(now, lines);
            if (gone()) {
                return finish();
            }
            Thread.sleep(lastRead.plus(Duration.ofSeconds(3)).isAfter(now) ? 2 : 10);
        }
    }

    /** Takes the next piece of each file; says whether there was any. */
    private boolean step(Instant now) throws IOException {
        int read = 0;
        if (rendezvous.journalIsTaken()) {
            read += journalFile.poll(journal::feed);
        }
        leaveOut(now);
        if (rendezvous.terminalIsTaken()) {
            read += terminalFile.poll(this::feedTerminal);
        }
        rendezvous.advance(now);
        if (read > 0) {
            giveBack();
        }
        return requests != null && requests.poll(now) || read > 0;
    }

    /**
     * Skips the middle of a flood, which nobody keeps. It holds no mark of ours: the shell tells the journal of a prompt before it
     * paints it, so what was in the terminal's log before the journal had no prompt belongs to the command that runs.
     */
    private void leaveOut(Instant now) throws IOException {
        if (!rendezvous.isFlood()) {
            return;
        }
        long until = terminalFile.offset() + terminalFile.behind() - TAIL;
        while (rendezvous.journalIsTaken() && journalFile.poll(journal::feed) > 0) {
            rendezvous.advance(now);
        }
        long length = until - terminalFile.offset();
        if (length > 0 && rendezvous.isFlood() && !journal.isInside()) {
            terminalFile.skip(until);
            rendezvous.leaveOut(length);
        }
    }

    /** The holder's log begins with a line of its own. */
    private void feedTerminal(byte[] bytes, int offset, int length) {
        int from = offset;
        int end = offset + length;
        while (!headerSeen && from < end) {
            headerSeen = bytes[from++] == '\n';
        }
        terminal.feed(bytes, from, withoutFooter(bytes, from, end) - from);
    }

    /** Nor is the line that the holder adds when the shell is gone anything that the session printed. */
    private int withoutFooter(byte[] bytes, int from, int end) {
        int begin = Math.max(from, end - 200);
        String tail = new String(bytes, begin, end - begin, StandardCharsets.ISO_8859_1);
        int footer = tail.lastIndexOf("\nScript done on ");
        boolean shellIsGone =
                lines.shell() == 0 || ProcessHandle.of(lines.shell()).isEmpty();
        return footer >= 0 && shellIsGone ? begin + footer : end;
    }

    /** Whether the holder said the last word in its log, which it cannot when it is killed. */
    private boolean holderEnded() throws IOException {
        return new String(terminalFile.tail(200), StandardCharsets.ISO_8859_1).contains("\nScript done on ");
    }

    private void checkpoint() throws IOException {
        if (!lines.idle() || !rendezvous.journalIsTaken() || !rendezvous.terminalIsTaken() || journal.isInside()) {
            return;
        }
        if (rendezvous.isWithinPrompt() || requests != null && !requests.isIdle()) {
            return;
        }
        long seq = spool.lastWritten();
        if (seq == checkpointSeq) {
            return;
        }
        checkpointSeq = seq;
        checkpointJournal = journalFile.offset();
        checkpointTerminal = terminalFile.offset();
        lines.progress(session, seq, checkpointJournal, checkpointTerminal, requested())
                .write(runtime.progress());
        journalFile.forget(checkpointJournal);
        terminalFile.forget(checkpointTerminal);
        if (requests != null) {
            requests.forget(requests.offset());
        }
    }

    private long requested() {
        return requests == null ? 0 : requests.offset();
    }

    /** In a flood, memory matters more than a complete resumption. */
    private void giveBack() throws IOException {
        boolean flood =
                journalFile.offset() - checkpointJournal > KEPT || terminalFile.offset() - checkpointTerminal > KEPT;
        if (flood) {
            checkpointJournal = journalFile.offset();
            checkpointTerminal = terminalFile.offset();
            checkpointSeq = -1;
            lines.progress(session, spool.lastWritten(), checkpointJournal, checkpointTerminal, requested())
                    .write(runtime.progress());
            journalFile.forget(checkpointJournal);
            terminalFile.forget(checkpointTerminal);
        }
    }

    private void ask() throws IOException {
        List<Long> open = lines.invocations().wanted();
        if (!open.equals(wanted)) {
            wanted = open;
            runtime.wanted(open);
        }
    }

    private boolean gone() throws IOException {
        if (runtime.ended() != null) {
            return true;
        }
        return lines.holder() > 0 && ProcessHandle.of(lines.holder()).isEmpty();
    }

    private @Nullable Integer finish() throws IOException, InterruptedException {
        // The launcher writes the exit code a moment after the holder is gone.
        for (int i = 0; i < 50 && runtime.ended() == null; i++) {
            Thread.sleep(10);
        }
        Integer exit = runtime.ended();
        while (step(Instant.now()) || !rendezvous.journalIsTaken() || !rendezvous.terminalIsTaken()) {
            rendezvous.drain(Instant.now());
        }
        journal.end();
        terminal.end();
        rendezvous.drain(Instant.now());
        Instant at = Instant.now();
        if (exit != null && !holderEnded()) {
            lines.gaps()
                    .add(
                            at,
                            "holder-killed",
                            "the terminal's holder was killed: what ran and was printed last is missing");
        }
        if (requests != null) {
            requests.end();
        }
        lines.end(at, exit);
        screen.end(at, exit == null ? 129 : exit);
        boolean endsRun = exit != null && !lines.position().keepsRun();
        scribe.write(seq -> new SessionEnded(seq, at, exit == null ? 129 : exit, endsRun));
        return exit;
    }
}
