package dev.understudy.proxy;

/** How much is kept of what goes by; all of it goes by. */
final class Limits {
    /** Of a body: more than the API server takes or keeps as one object (3 MB and 1.5 MB). */
    static final int BODY = 4 << 20;

    /** Of a read of one object, in case that it is written next. */
    static final int READ = 256 << 10;

    /** How many of those. */
    static final int READS = 32;

    /** Of what is typed into a pod. */
    static final int STDIN = 1 << 20;

    /** Of all bodies that wait to be written down. */
    static final int WAITING = 24 << 20;

    private Limits() {}
}
