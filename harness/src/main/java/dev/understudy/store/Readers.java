package dev.understudy.store;

import dev.understudy.store.StoreException.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A few connections that read, each with its statements kept prepared. Thread-safe. */
final class Readers implements AutoCloseable {
    private static final int MOST = 6;

    private final Path db;
    private final Jdbi jdbi;
    private final Duration patience;
    private final Semaphore free = new Semaphore(MOST);
    private final Deque<Handle> idle = new ArrayDeque<>(); // guarded by itself
    private final ThreadLocal<@Nullable Handle> mine = new ThreadLocal<>();
    private boolean closed; // guarded by idle

    /** @param patience how long to wait while all connections are in use */
    Readers(Path db, DataSource source, Duration patience) {
        this.db = db;
        this.jdbi = Jdbi.create(source);
        this.patience = patience;
    }

    <T> T read(Work<T> work) {
        Handle outer = mine.get();
        if (outer != null) {
            return work.on(outer);
        }
        try {
            Handle handle = take();
            mine.set(handle);
            boolean whole = false;
            try {
                handle.begin();
                T answer = work.on(handle);
                handle.commit();
                whole = true;
                return answer;
            } finally {
                mine.remove();
                giveBack(handle, whole);
            }
        } catch (RuntimeException e) {
            throw Failures.translated(db, e);
        }
    }

    private Handle take() {
        boolean interrupted = false;
        long until = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    if (free.tryAcquire(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                        break;
                    }
                    throw StoreException.of(
                            Reason.LOCKED,
                            db,
                            "no connection became free in time",
                            "try again; the server is overloaded",
                            null);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        try {
            return idleOrOpened();
        } catch (RuntimeException e) {
            free.release();
            throw e;
        }
    }

    private Handle idleOrOpened() {
        synchronized (idle) {
            if (closed) {
                throw StoreException.of(Reason.CLOSED, db, "it is closed", "open it again", null);
            }
            Handle handle = idle.pollLast();
            if (handle != null) {
                return handle;
            }
        }
        Handle opened = jdbi.open().setStatementBuilder(new KeptStatements());
        opened.execute("PRAGMA query_only = ON");
        return opened;
    }

    /** One whose work failed is not used again: a fresh one costs less than to know what became of it. */
    private void giveBack(Handle handle, boolean whole) {
        boolean kept = false;
        synchronized (idle) {
            if (whole && !closed) {
                idle.addLast(handle);
                kept = true;
            }
        }
        if (!kept) {
            discard(handle);
        }
        free.release();
    }

    private static void discard(Handle handle) {
        try {
            if (handle.isInTransaction()) {
                handle.rollback();
            }
        } catch (RuntimeException e) {
            // Its connection is closed next, and with it the transaction.
        } finally {
            handle.close();
        }
    }

    /** What is being read goes on; its connection is closed behind it. */
    @Override
    public void close() {
        synchronized (idle) {
            closed = true;
            idle.forEach(Handle::close);
            idle.clear();
        }
    }
}
