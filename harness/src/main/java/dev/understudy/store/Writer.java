package dev.understudy.store;

import dev.understudy.store.StoreException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. What waits is committed together, each piece of work behind a savepoint of its own: one fsync
 * serves many writers, and a piece that fails takes nobody along.
 */
final class Writer implements AutoCloseable {
    private static final int MOST_TOGETHER = 256;
    /** 16 MB: what is changed many times in a burst is then written back once. A commit is on disk before and after. */
    private static final int CHECKPOINT_PAGES = 4_000;

    private static final String SAVEPOINT = "piece";

    private final Path db;
    private final Handle handle;
    private final LinkedBlockingQueue<Piece<?>> waiting = new LinkedBlockingQueue<>();
    private final Thread thread;
    private boolean closed; // guarded by waiting

    private Writer(Path db, Handle handle) {
        this.db = db;
        this.handle = handle;
        this.thread = new Thread(this::serve, "understudy-store-writer");
        this.thread.setDaemon(true);
    }

    static Writer start(Path db, DataSource source) {
        Handle handle = Jdbi.create(source).open().setStatementBuilder(new KeptStatements());
        handle.execute("PRAGMA wal_autocheckpoint = " + CHECKPOINT_PAGES);
        Writer writer = new Writer(db, handle);
        writer.thread.start();
        return writer;
    }

    <T> T write(Work<T> work) {
        if (Thread.currentThread() == thread) {
            return work.on(handle);
        }
        Piece<T> piece = new Piece<>(work);
        synchronized (waiting) {
            if (closed) {
                throw StoreException.of(Reason.CLOSED, db, "it is closed", "open it again", null);
            }
            waiting.add(piece);
        }
        return piece.await();
    }

    /** Writes what waits, then ends. */
    @Override
    public void close() {
        synchronized (waiting) {
            if (closed) {
                return;
            }
            closed = true;
            waiting.add(new Piece<>(h -> Boolean.TRUE));
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        handle.close();
    }

    private void serve() {
        while (true) {
            List<Piece<?>> batch = new ArrayList<>();
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                continue; // nobody may interrupt the writer; it ends by close()
            }
            waiting.drainTo(batch, MOST_TOGETHER - 1);
            commit(batch);
            synchronized (waiting) {
                if (closed && waiting.isEmpty()) {
                    return;
                }
            }
        }
    }

    private void commit(List<Piece<?>> batch) {
        try {
            handle.begin();
            if (batch.size() == 1) {
                if (batch.get(0).run(handle)) {
                    handle.commit();
                } else {
                    handle.rollback();
                }
                batch.get(0).finish();
                return;
            }
            for (Piece<?> piece : batch) {
                handle.savepoint(SAVEPOINT);
                if (piece.run(handle)) {
                    handle.release(SAVEPOINT);
                } else {
                    handle.rollbackToSavepoint(SAVEPOINT); // Jdbi releases it as well
                }
            }
            handle.commit();
            batch.forEach(Piece::finish);
        } catch (RuntimeException | Error e) {
            rollBack(e);
            RuntimeException why = e instanceof RuntimeException failure
                    ? Failures.translated(db, failure)
                    : new IllegalStateException("the writer of " + db + " failed", e);
            batch.forEach(piece -> piece.fail(why));
        }
    }

    private void rollBack(Throwable cause) {
        try {
            if (!handle.getConnection().getAutoCommit()) {
                handle.rollback();
            }
        } catch (RuntimeException | SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private final class Piece<T> {
        private final Work<T> work;
        private final CompletableFuture<T> done = new CompletableFuture<>();
        private @Nullable T answer;
        private @Nullable RuntimeException failure;

        Piece(Work<T> work) {
            this.work = work;
        }

        /** Whether it ran to its end. A failure of the database itself ends the whole batch instead. */
        boolean run(Handle on) {
            try {
                answer = work.on(on);
                return true;
            } catch (RuntimeException e) {
                RuntimeException translated = Failures.translated(db, e);
                if (translated instanceof StoreException store && store.reason() != Reason.BROKEN) {
                    throw store;
                }
                failure = translated;
                return false;
            }
        }

        @SuppressWarnings("NullAway") // null where the work answered null
        void finish() {
            if (failure == null) {
                done.complete(answer);
            } else {
                done.completeExceptionally(failure);
            }
        }

        void fail(RuntimeException why) {
            done.completeExceptionally(failure == null ? why : failure);
        }

        T await() {
            try {
                return done.join(); // not cut short by an interrupt, and keeps the flag
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException failed) {
                    throw failed;
                }
                throw e;
            }
        }
    }
}
