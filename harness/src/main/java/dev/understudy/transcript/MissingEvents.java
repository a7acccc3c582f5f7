package dev.understudy.transcript;

/** Events were sent that do not follow what is stored; none of them was stored. Send from {@link #expected()} on. */
public final class MissingEvents extends RuntimeException {
    private final String session;
    private final long expected;

    MissingEvents(String session, long expected, long got) {
        super("session " + session + ": event " + got + " does not follow; send from event " + expected + " on");
        this.session = session;
        this.expected = expected;
    }

    public String session() {
        return session;
    }

    /** The number of the first event that is missing. */
    public long expected() {
        return expected;
    }
}
