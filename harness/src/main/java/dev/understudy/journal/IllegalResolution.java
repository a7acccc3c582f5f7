package dev.understudy.journal;

/** An operation cannot go from what it is to what was asked; the journal is as it was. */
public final class IllegalResolution extends RuntimeException {
    IllegalResolution(String run, long sequence, Resolution from, Resolution to) {
        super("operation " + sequence + " of run " + run + " is " + from + " and cannot become " + to);
    }
}
