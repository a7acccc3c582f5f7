package dev.understudy.session;

import dev.understudy.forward.ForwarderStatus;
import dev.understudy.forward.ServerLink;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the operator how the recording is, when it changes: one line above the next prompt, the word in the prompt, and what
 * {@code run status} prints. Not thread-safe.
 */
final class Herald implements AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(500);
    /** How long a server may be away before it is worth a word. */
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Runtime runtime;
    private final Spool spool;
    private final Path dir;
    private final @Nullable ServerLink link;
    private final String run;
    private @Nullable Instant lackingSince;
    private Instant looked = Instant.EPOCH;
    private @Nullable Instant troubleSince;
    private @Nullable String told;
    private boolean diskTold;
    private String status = "";
    private String word = "";

    Herald(Runtime runtime, Spool spool, Path dir, String run, @Nullable ServerLink link) {
        this.runtime = runtime;
        this.spool = spool;
        this.dir = dir;
        this.run = run;
        this.link = link;
    }

    /** Looks from time to time; cheap to call often. */
    void look(Instant now, Lines lines) throws IOException {
        if (!Patience.isOver(looked, BETWEEN, now)) {
            return;
        }
        looked = now;
        spool.retry();
        boolean diskIsFine = spool.health().isWell();
        if (!diskIsFine && !diskTold) {
            runtime.notice("the disk does not take the recording (" + dir
                    + "): it is kept in memory for now; make room there");
        } else if (diskIsFine && diskTold) {
            runtime.notice("the disk takes the recording again");
        }
        diskTold = !diskIsFine;
        ForwarderStatus server = link == null ? null : link.status();
        if (server != null) {
            tellOfServer(now, server);
        }
        tellStatus(lines, server, diskIsFine);
        tellWord(now, server, diskIsFine);
    }

    /** For the prompt: the run, and where its events are. What was sent this moment and is not confirmed is no news. */
    private void tellWord(Instant now, @Nullable ForwarderStatus server, boolean diskIsFine) throws IOException {
        lackingSince = server == null || server.hasEverything() ? null : lackingSince == null ? now : lackingSince;
        Instant since = lackingSince;
        String state = !diskIsFine
                ? "disk!"
                : server == null
                        ? "local"
                        : told != null
                                ? "away"
                                : since != null && Patience.isOver(since, GRACE, now) ? "+" + server.waiting() : "ok";
        String text = shortName(run) + " " + state;
        if (!text.equals(word)) {
            word = text;
            runtime.word(text);
        }
    }

    /** A name of the recorder's own making is too long for a prompt; its end tells it from others. */
    private static String shortName(String run) {
        String plain = run.replaceAll("[^\\p{L}\\p{N}._:/-]", "_");
        return plain.length() <= 24 ? plain : plain.substring(0, 8) + ".." + plain.substring(plain.length() - 6);
    }

    private void tellOfServer(Instant now, ForwarderStatus server) throws IOException {
        String trouble = server.trouble();
        if (trouble == null) {
            if (told != null) {
                runtime.notice("the server is back, and gets what it missed");
            }
            told = null;
            troubleSince = null;
        } else {
            Instant since = troubleSince == null ? now : troubleSince;
            troubleSince = since;
            if (told == null && Patience.isOver(since, GRACE, now)) {
                told = trouble;
                runtime.notice(
                        "the server does not take the recording (" + trouble + "): it is kept here and sent later");
            }
        }
    }

    private void tellStatus(Lines lines, @Nullable ForwarderStatus server, boolean diskIsFine) throws IOException {
        String text = "run " + run + ", recorded into " + dir + "\n"
                + "commands so far: " + lines.lastCommand() + "\n"
                + "leaving the shell " + (lines.position().keepsRun() ? "keeps the run open" : "ends the run") + "\n"
                + (diskIsFine ? "" : "the disk is full or gone: what is recorded is kept in memory\n")
                + (server == null
                        ? "no server: the session is kept here only\n"
                        : server.hasEverything()
                                ? "the server has everything\n"
                                : "the server lacks the last " + server.waiting() + " events\n");
        if (!text.equals(status)) {
            status = text;
            runtime.status(text);
        }
    }

    /** The shell has ended: gives the server time to get the rest. */
    void drain() throws InterruptedException {
        if (link != null) {
            link.drain(Duration.ofSeconds(30));
        }
    }

    @Override
    public void close() throws InterruptedException {
        if (link != null) {
            link.close();
        }
    }
}
