package dev.understudy.action;

/** What an action can do to the world. Declared in order of danger; an action nobody understands is {@link #UNKNOWN}, never {@link #READ}. */
public enum Effect {
    /** Changes nothing that anyone else can see. */
    READ,
    /** Changes something, and loses nothing that cannot be had again. */
    WRITE,
    /** Data or redundancy can be lost. */
    DESTRUCTIVE,
    /** No normaliser understands the action: it may be anything. */
    UNKNOWN;

    /** Whether a workflow that is not live must be kept from it: everything that is not certainly a read. */
    public boolean mayWrite() {
        return this != READ;
    }

    /** The more dangerous of the two, for an action made of parts. {@link #UNKNOWN} outranks all, since it may be anything. */
    public Effect and(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
