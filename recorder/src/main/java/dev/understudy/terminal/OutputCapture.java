package dev.understudy.terminal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Keeps the head and the tail of what one command printed, however much it was. Not thread-safe. */
public final class OutputCapture {
    /** What is kept of each end. */
    public static final int CAP = 64 << 10;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] ring = new byte[0];
    private long total;
    private long tail;

    public void add(byte[] bytes, int offset, int length) {
        total += length;
        int first = Math.min(length, CAP - head.size());
        head.write(bytes, offset, first);
        int rest = length - first;
        if (rest > CAP) {
            tail += rest - CAP;
            offset += rest - CAP;
            rest = CAP;
        }
        if (rest > 0 && ring.length == 0) {
            ring = new byte[CAP];
        }
        for (int i = 0; i < rest; ) {
            int place = (int) (tail % CAP);
            int part = Math.min(rest - i, CAP - place);
            System.arraycopy(bytes, offset + first + i, ring, place, part);
            tail += part;
            i += part;
        }
    }

    /** Counts bytes that nobody read, between the head and a tail of which at least {@link #CAP} bytes are still to come. */
    public void leaveOut(long length) {
        total += length;
        tail += length;
    }

    /** Takes {@code bytes} back where they are the last of a short output. */
    public void dropEnd(byte[] bytes) {
        int at = head.size() - bytes.length;
        if (tail > 0 || at < 0) {
            return;
        }
        byte[] all = head.toByteArray();
        if (Arrays.equals(all, at, all.length, bytes, 0, bytes.length)) {
            head.reset();
            head.write(all, 0, at);
            total -= bytes.length;
        }
    }

    /** How many bytes were printed. */
    public long total() {
        return total;
    }

    /** How many bytes between head and tail are not kept. */
    public long omitted() {
        return Math.max(0, tail - CAP);
    }

    public byte[] head() {
        return head.toByteArray();
    }

    public byte[] tail() {
        int kept = (int) Math.min(tail, CAP);
        byte[] bytes = new byte[kept];
        for (int i = 0; i < kept; i++) {
            bytes[i] = ring[(int) ((tail - kept + i) % CAP)];
        }
        return bytes;
    }
}
