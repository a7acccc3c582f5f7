package dev.understudy.terminal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * A file on tmpfs that another process appends to, read from some offset on. What was read can be given back to the machine
 * by punching a hole, so that a session of gigabytes holds only megabytes. Not thread-safe.
 */
public final class GrowingFile implements Closeable {
    private static final long HOLE = 4L << 20;

    private final Path path;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 17);
    private long offset;
    private long punched;

    /** @param offset where to begin; what is before it is given back */
    public GrowingFile(Path path, long offset) throws IOException {
        this.path = path;
        this.channel = FileChannel.open(path, StandardOpenOption.READ);
        this.offset = offset;
    }

    /** Takes a piece of the file. */
    @FunctionalInterface
    public interface Sink {
        void accept(byte[] bytes, int offset, int length) throws IOException;
    }

    /** Gives the next bytes, some 128 KiB at most, to {@code sink}; says how many there were. */
    public int poll(Sink sink) throws IOException {
        buffer.clear();
        int read = channel.read(buffer, offset);
        if (read <= 0) {
            return 0;
        }
        offset += read;
        sink.accept(buffer.array(), 0, read);
        return read;
    }

    /** Goes on at {@code to}, reading nothing of what is before. */
    public void skip(long to) {
        offset = to;
    }

    /** The last bytes of the file as it is now, at most {@code length}, whatever was read. */
    public byte[] tail(int length) throws IOException {
        long size = channel.size();
        ByteBuffer last = ByteBuffer.allocate((int) Math.min(length, size));
        while (last.hasRemaining() && channel.read(last, size - last.remaining()) > 0) {
            // until it is full
        }
        return last.array();
    }

    /** Behind the last byte that was read. */
    public long offset() {
        return offset;
    }

    /** How much is there that was not read. */
    public long behind() throws IOException {
        return channel.size() - offset;
    }

    /** Says that nobody will ask again for what is before {@code end}; it is given back in larger pieces. */
    public void forget(long end) {
        long whole = end & -4096L;
        if (whole - punched < HOLE) {
            return;
        }
        try {
            Process fallocate = new ProcessBuilder(
                            "fallocate",
                            "--punch-hole",
                            "--offset",
                            Long.toString(punched),
                            "--length",
                            Long.toString(whole - punched),
                            path.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!fallocate.waitFor(10, TimeUnit.SECONDS)) {
                fallocate.destroy();
            }
        } catch (IOException e) {
            // Without fallocate the file only stays larger than it needs to be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        punched = whole;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
