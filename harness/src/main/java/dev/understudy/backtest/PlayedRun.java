package dev.understudy.backtest;

import dev.understudy.action.Action;
import dev.understudy.backtest.Answer.NobodyDid;
import dev.understudy.backtest.Answer.NotRecorded;
import dev.understudy.backtest.RecordedWorld.Reply;
import dev.understudy.journal.Kind;
import dev.understudy.operation.Operation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The version under test in one recorded run: what it asked for, what it was answered, how it ended. Used by the workflow's
 * threads and by the one that waits for it; thread-safe.
 */
final class PlayedRun {
    /** How it ended. */
    enum End {
        COMPLETED,
        /** It failed, or refused to go on. */
        STOPPED,
        /** It decided what nobody did; what would follow is not known. */
        PARTED,
        /** It needs what was not recorded. */
        NOT_RECORDED
    }

    private final RecordedWorld world;
    private final List<AskedOperation> asked = new ArrayList<>();
    private final List<Action> writes = new ArrayList<>();
    private final TreeSet<Long> open = new TreeSet<>();
    private final CountDownLatch over = new CountDownLatch(1);
    private Instant now;
    private @Nullable End end;
    private @Nullable String why;
    private boolean random;
    private long progress;

    PlayedRun(RecordedRun run) {
        this.world = new RecordedWorld(run);
        this.now = run.run().startedAt();
    }

    /** What the recorded world answers. Ends the run where it does not know. @return with the number of the operation */
    synchronized Asked ask(String activityType, @Nullable String step, Operation<?> operation) {
        progress++;
        Action action = operation.action();
        boolean write =
                operation instanceof WriteOperation<?> || action.effect().mayWrite();
        Reply reply;
        if (operation instanceof WriteOperation<?> known) {
            reply = world.write(activityType, known, new World(writes));
            writes.add(action);
        } else if (write) {
            reply = new Reply(
                    new NotRecorded(activityType + " (" + action.summary()
                            + ") is no write operation, so its result cannot be simulated"),
                    null);
        } else {
            reply = world.read(activityType, action);
        }
        long number = asked.size() + 1L;
        long after = open.isEmpty() ? number - 1 : open.first() - 1;
        open.add(number);
        asked.add(new AskedOperation(
                number, after, activityType, step, write ? Kind.WRITE : Kind.READ, action, reply.then()));
        if (reply.answer() instanceof NotRecorded missing) {
            end(End.NOT_RECORDED, missing.why());
        } else if (reply.answer() instanceof NobodyDid) {
            end(End.PARTED, activityType + " (" + action.summary() + ") was neither predicted nor done");
        }
        return new Asked(number, reply.answer());
    }

    record Asked(long number, Answer answer) {}

    synchronized void settled(long number) {
        progress++;
        open.remove(number);
    }

    /** It drew a random value: what differs then may differ by chance. */
    synchronized void random() {
        random = true;
    }

    /** The first word on how it ended holds. */
    synchronized void end(End how, @Nullable String because) {
        if (end == null) {
            end = how;
            why = because;
            over.countDown();
        }
    }

    synchronized boolean over() {
        return end != null;
    }

    /** Waits until it is over, or has made no step for so long. */
    void await(long idleMillis) throws InterruptedException {
        long seen = -1;
        while (!over.await(idleMillis, TimeUnit.MILLISECONDS)) {
            synchronized (this) {
                if (progress == seen) {
                    end(
                            End.NOT_RECORDED,
                            "it waits for something that was not recorded, such as a signal or a call from outside");
                }
                seen = progress;
            }
        }
    }

    /** The run's time. */
    synchronized Instant now() {
        return now;
    }

    /** Time goes on, and never back. */
    synchronized void now(Instant later) {
        now = later.isAfter(now) ? later : now;
    }

    synchronized List<AskedOperation> asked() {
        return List.copyOf(asked);
    }

    synchronized End end() {
        if (end == null) {
            throw new IllegalStateException("the run is not over");
        }
        return end;
    }

    synchronized @Nullable String why() {
        return why;
    }

    synchronized boolean drewAtRandom() {
        return random;
    }

    RecordedActs acts() {
        return world.acts();
    }
}
