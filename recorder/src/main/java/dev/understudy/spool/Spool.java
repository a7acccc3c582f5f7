package dev.understudy.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.GapFound;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;

/**
 * The append-only journal of one session. An event is written when {@link #append} returns, and synchronised to the disk
 * where {@link Durability} asks for it. A disk that refuses does not stop the recorder: see {@link #health()}. One process
 * writes a spool at a time. Thread-safe.
 */
public final class Spool implements SpoolLines, Closeable {
    private final SessionFolder folder;
    private final FileChannel lockFile;
    private final FileLock lock;
    private final SpoolReader reader;
    private final Clock clock;
    private final Backlog backlog = new Backlog();
    private final RandomAccessFile file;
    private long written;
    private long lastSeq;
    private boolean unforced;
    private boolean closed;

    private Spool(SessionFolder folder, Clock clock) throws IOException {
        this.folder = folder;
        this.clock = clock;
        this.lockFile = FileChannel.open(
                folder.lock(),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.lock = lock(lockFile, folder);
        this.file = new RandomAccessFile(folder.events().toFile(), "rw");
        this.reader = SpoolReader.open(folder);
    }

    /**
     * A new spool in {@code dir}, which is made where it is missing.
     *
     * @throws FileAlreadyExistsException where the folder holds a session already
     */
    public static Spool create(Path dir) throws IOException {
        return create(dir, Clock.systemUTC());
    }

    static Spool create(Path dir, Clock clock) throws IOException {
        SessionFolder folder = new SessionFolder(dir);
        folder.make();
        Files.createFile(
                folder.events(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new Spool(folder, clock);
    }

    /**
     * Goes on with the spool in {@code dir} after its recorder ended or was killed. A torn last line is cut off, and a gap
     * {@code torn-record} says so.
     *
     * @throws SpoolInUseException where another process still writes it
     */
    public static Spool open(Path dir) throws IOException {
        return open(dir, Clock.systemUTC());
    }

    static Spool open(Path dir, Clock clock) throws IOException {
        SessionFolder folder = new SessionFolder(dir);
        SpoolReader.open(folder).close();
        Spool spool = new Spool(folder, clock);
        spool.recover();
        return spool;
    }

    @Override
    public SessionFolder folder() {
        return folder;
    }

    /**
     * Appends the event that {@code withSeq} makes of the next number. Never throws because of the disk: an event that
     * cannot be written is kept in memory and written later, and if too many are kept, it is dropped; then its number is
     * 0, and a gap will say so.
     */
    public synchronized SessionEvent append(LongFunction<SessionEvent> withSeq) {
        if (closed) {
            throw new IllegalStateException("the spool in " + folder.dir() + " is closed");
        }
        if (!backlog.isEmpty()) {
            flushBacklog();
        }
        if (!backlog.isEmpty() && backlog.isFull()) {
            SessionEvent dropped = withSeq.apply(0);
            backlog.drop(dropped.at());
            return dropped;
        }
        SessionEvent event = withSeq.apply(lastSeq + 1);
        if (event.seq() != lastSeq + 1) {
            throw new IllegalArgumentException("event " + event.seq() + " was asked to carry " + (lastSeq + 1));
        }
        lastSeq++;
        byte[] line = line(event);
        if (!backlog.isEmpty() || !write(line)) {
            backlog.keep(line);
        } else if (Durability.of(event) == Durability.FORCED) {
            forceOrNote();
        }
        notifyAll();
        return event;
    }

    /** Writes what is kept in memory, if the disk lets it. Called from time to time, it ends a full disk's trouble. */
    public synchronized void retry() {
        if (!closed && !backlog.isEmpty()) {
            flushBacklog();
            notifyAll();
        }
    }

    /** Whether the disk takes what is recorded. */
    public synchronized SpoolHealth health() {
        return backlog.health();
    }

    @Override
    public synchronized long lastWritten() {
        return lastSeq - backlog.size();
    }

    /** See {@link SpoolReader#read}. */
    public List<SessionEvent> read(long afterSeq, int max) throws IOException {
        return reader.read(afterSeq, max);
    }

    @Override
    public List<String> lines(long afterSeq, int max, long maxBytes) throws IOException {
        return reader.lines(afterSeq, max, maxBytes);
    }

    @Override
    public synchronized boolean awaitBeyond(long seq, Duration patience) throws IOException, InterruptedException {
        if (closed) {
            throw new IOException("the spool in " + folder.dir() + " is closed");
        }
        retry();
        long until = System.nanoTime() + patience.toNanos();
        while (lastWritten() <= seq && !closed) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return lastWritten() > seq;
    }

    @Override
    public synchronized void force() throws IOException {
        if (unforced) {
            file.getFD().sync();
            unforced = false;
        }
    }

    /** Writes what is kept in memory, if the disk lets it, and releases the folder. */
    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        retry();
        closed = true;
        notifyAll();
        try (lockFile;
                lock;
                reader;
                RandomAccessFile last = file) {
            if (unforced) {
                last.getFD().sync();
            }
        }
    }

    private void recover() throws IOException {
        long length = file.length();
        long lines = reader.lastWritten();
        long complete = reader.completeLength();
        while (lines > 0 && !isEvent(lines)) {
            lines--;
            complete = reader.offsetAfter(lines);
        }
        lastSeq = lines;
        written = complete;
        if (complete < length) {
            file.setLength(complete);
            reader.cut(complete, lines);
            Instant now = clock.instant();
            long lost = length - complete;
            append(seq -> new GapFound(
                    seq,
                    now,
                    "torn-record",
                    "the recorder was stopped while it wrote: " + lost + " bytes of an event are lost"));
        }
    }

    private boolean isEvent(long number) throws IOException {
        try {
            return EventJson.read(reader.lines(number - 1, 1, Long.MAX_VALUE).get(0))
                            .seq()
                    == number;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private void flushBacklog() {
        for (byte[] line = backlog.first(); line != null; line = backlog.first()) {
            if (!write(line)) {
                return;
            }
            backlog.removeFirst();
        }
        GapFound gap = backlog.gap(lastSeq + 1, clock.instant());
        if (gap != null) {
            if (!write(line(gap))) {
                return;
            }
            lastSeq++;
        }
        backlog.recovered();
        forceOrNote();
    }

    private boolean write(byte[] line) {
        try {
            file.seek(written);
            file.write(line);
            written += line.length;
            unforced = true;
            return true;
        } catch (IOException e) {
            backlog.trouble(e);
            try {
                file.setLength(written);
            } catch (IOException left) {
                // What stays behind the end is overwritten by the next write, and cut off as torn at the next start.
                e.addSuppressed(left);
            }
            return false;
        }
    }

    private void forceOrNote() {
        try {
            force();
            if (backlog.isEmpty()) {
                backlog.recovered();
            }
        } catch (IOException e) {
            backlog.trouble(e);
        }
    }

    private static byte[] line(SessionEvent event) {
        return (EventJson.write(event) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static FileLock lock(FileChannel channel, SessionFolder folder) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return lock;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw new SpoolInUseException(folder);
        }
        channel.close();
        throw new SpoolInUseException(folder);
    }
}
