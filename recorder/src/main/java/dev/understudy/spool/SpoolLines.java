package dev.understudy.spool;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** A spool as the forwarder sees it: lines that are on the disk, and the wait for more of them. Thread-safe. */
public interface SpoolLines {
    SessionFolder folder();

    /**
     * The lines of the events after {@code afterSeq} in order, without line feeds; at most {@code max}, and no more than
     * {@code maxBytes} unless the first alone is longer.
     */
    List<String> lines(long afterSeq, int max, long maxBytes) throws IOException;

    /** The number of the last event that is in the file; 0 where there is none. */
    long lastWritten() throws IOException;

    /** Waits until an event after {@code seq} is in the file, at most {@code patience}; says whether there is one. */
    boolean awaitBeyond(long seq, Duration patience) throws IOException, InterruptedException;

    /** Synchronises all that was written to the disk: what a server has must not be lost here by a power cut. */
    void force() throws IOException;
}
