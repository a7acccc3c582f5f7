package dev.understudy.forward;

import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * All that a recorder has to do with its server, beside the shell and never in its way: events go out, commitments come in,
 * and sessions that were left behind are sent.
 */
public final class ServerLink implements AutoCloseable {
    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMinutes(1);

    private final Forwarder forwarder;
    private final Commitments commitments;
    private final Thread leftBehind;

    private ServerLink(Forwarder forwarder, Commitments commitments, Thread leftBehind) {
        this.forwarder = forwarder;
        this.commitments = commitments;
        this.leftBehind = leftBehind;
    }

    /**
     * Starts three threads. {@code spool} must stay open until {@link #close}.
     *
     * @param sessions the folder of the sessions that may have been left behind; null for none
     */
    public static ServerLink open(Spool spool, String session, String run, Server server, @Nullable Path sessions) {
        Thread leftBehind = new Thread(() -> sendLeftBehind(spool.folder(), server, sessions), "left-behind sessions");
        leftBehind.setDaemon(true);
        leftBehind.start();
        return new ServerLink(
                Forwarder.start(spool, session, server), Commitments.start(spool, run, server), leftBehind);
    }

    public ForwarderStatus status() {
        return forwarder.status();
    }

    /** See {@link Forwarder#drain}. */
    public boolean drain(Duration patience) throws InterruptedException {
        return forwarder.drain(patience);
    }

    @Override
    public void close() throws InterruptedException {
        leftBehind.interrupt();
        commitments.close();
        forwarder.close();
    }

    private static void sendLeftBehind(SessionFolder own, Server server, @Nullable Path sessions) {
        try {
            boolean complete = sessions == null;
            while (!complete && sessions != null) {
                complete = true;
                for (SessionFolder folder : SessionFolder.list(sessions)) {
                    complete &= isOwn(folder, own) || folder.isBeingRecorded() || sent(folder, server);
                }
                if (!complete) {
                    Thread.sleep(BETWEEN_ATTEMPTS.toMillis());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // The folder of the sessions cannot be listed: `session push` will say so to whoever asks.
        }
    }

    /** A damaged session is left to `session push`, which tells; it must not keep the others back. */
    private static boolean sent(SessionFolder folder, Server server) throws InterruptedException {
        try {
            return Push.session(folder, server).isComplete();
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isOwn(SessionFolder folder, SessionFolder own) {
        return folder.dir()
                .toAbsolutePath()
                .normalize()
                .equals(own.dir().toAbsolutePath().normalize());
    }
}
