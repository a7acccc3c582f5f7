package dev.understudy.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a spool that may be growing. The events of a session are numbered from 1 without holes, one a line, so that an
 * event's number is also its line; what follows the last line feed is not there yet. Thread-safe; holds 8 bytes for each
 * {@value #STRIDE} events.
 */
public final class SpoolReader implements SpoolLines, Closeable {
    private static final int STRIDE = 64;
    private static final int MAX_LINE = 64 << 20;

    private final SessionFolder folder;
    private final RandomAccessFile file;
    private long[] offsets = new long[16];
    private long lines;
    private long scanned;
    private long complete;

    private SpoolReader(SessionFolder folder, RandomAccessFile file) {
        this.folder = folder;
        this.file = file;
    }

    /** @throws NoSuchFileException where the folder holds no spool */
    public static SpoolReader open(SessionFolder folder) throws IOException {
        if (!Files.isRegularFile(folder.events())) {
            throw new NoSuchFileException(folder.dir().toString(), null, "holds no session: no events.ndjson in it");
        }
        return new SpoolReader(folder, new RandomAccessFile(folder.events().toFile(), "r"));
    }

    @Override
    public SessionFolder folder() {
        return folder;
    }

    @Override
    public synchronized long lastWritten() throws IOException {
        scan();
        return lines;
    }

    /** The events after {@code afterSeq} in order, at most {@code max}. */
    public List<SessionEvent> read(long afterSeq, int max) throws IOException {
        List<SessionEvent> events = new ArrayList<>();
        long number = afterSeq;
        for (String line : lines(afterSeq, max, Long.MAX_VALUE)) {
            number++;
            try {
                SessionEvent event = EventJson.read(line);
                if (event.seq() != number) {
                    throw new DamagedSpoolException(folder, number, "carries the number " + event.seq());
                }
                events.add(event);
            } catch (JsonProcessingException e) {
                throw new DamagedSpoolException(folder, number, "is no event that this version knows");
            }
        }
        return events;
    }

    @Override
    public synchronized List<String> lines(long afterSeq, int max, long maxBytes) throws IOException {
        scan();
        List<String> found = new ArrayList<>();
        if (afterSeq >= lines || max <= 0) {
            return found;
        }
        file.seek(offsets[(int) (afterSeq / STRIDE)]);
        long skip = afterSeq % STRIDE;
        LineBuffer buffer = new LineBuffer();
        long position = file.getFilePointer();
        long taken = 0;
        byte[] chunk = new byte[1 << 16];
        while (position < complete) {
            int n = file.read(chunk, 0, (int) Math.min(chunk.length, complete - position));
            if (n < 0) {
                break;
            }
            position += n;
            int start = 0;
            for (int i = 0; i < n; i++) {
                if (chunk[i] != '\n') {
                    continue;
                }
                buffer.add(chunk, start, i);
                start = i + 1;
                if (skip > 0) {
                    skip--;
                    buffer.clear();
                    continue;
                }
                taken += buffer.size() + 1L;
                if (!found.isEmpty() && taken > maxBytes) {
                    return found;
                }
                found.add(buffer.take());
                if (found.size() == max) {
                    return found;
                }
            }
            buffer.add(chunk, start, n);
        }
        return found;
    }

    /** Where the complete lines end. */
    synchronized long completeLength() throws IOException {
        scan();
        return complete;
    }

    /** Asks the file every few milliseconds: another process may write it. */
    @Override
    public boolean awaitBeyond(long seq, Duration patience) throws IOException, InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (lastWritten() <= seq) {
            if (System.nanoTime() >= until) {
                return false;
            }
            Thread.sleep(10);
        }
        return true;
    }

    /** A reader cannot know what its writer synchronised, so it synchronises the file. */
    @Override
    public synchronized void force() throws IOException {
        file.getFD().sync();
    }

    /** Where line {@code number} ends; 0 for line 0. */
    synchronized long offsetAfter(long number) throws IOException {
        long offset = offsets[(int) (number / STRIDE)];
        for (String line : lines(number - number % STRIDE, (int) (number % STRIDE), Long.MAX_VALUE)) {
            offset += line.getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        return offset;
    }

    /** Forgets what was cut off behind {@code length}, which must be the end of line {@code lastLine}. */
    synchronized void cut(long length, long lastLine) {
        complete = length;
        scanned = length;
        lines = lastLine;
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }

    private void scan() throws IOException {
        long length = file.length();
        if (length <= scanned) {
            return;
        }
        byte[] chunk = new byte[1 << 16];
        file.seek(scanned);
        while (scanned < length) {
            int n = file.read(chunk, 0, (int) Math.min(chunk.length, length - scanned));
            if (n < 0) {
                return;
            }
            for (int i = 0; i < n; i++) {
                if (chunk[i] == '\n') {
                    lines++;
                    complete = scanned + i + 1;
                    remember();
                }
            }
            scanned += n;
        }
    }

    private void remember() {
        if (lines % STRIDE == 0) {
            int slot = (int) (lines / STRIDE);
            if (slot == offsets.length) {
                offsets = Arrays.copyOf(offsets, slot * 2);
            }
            offsets[slot] = complete;
        }
    }

    private static final class LineBuffer {
        private byte[] bytes = new byte[1024];
        private int size;

        void add(byte[] from, int start, int end) {
            int wanted = size + end - start;
            if (wanted > MAX_LINE) {
                throw new IllegalStateException("a line of the spool is longer than " + MAX_LINE + " bytes");
            }
            if (wanted > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(wanted, bytes.length * 2));
            }
            System.arraycopy(from, start, bytes, size, end - start);
            size = wanted;
        }

        int size() {
            return size;
        }

        void clear() {
            size = 0;
        }

        String take() {
            String line = new String(bytes, 0, size, StandardCharsets.UTF_8);
            size = 0;
            return line;
        }
    }
}
