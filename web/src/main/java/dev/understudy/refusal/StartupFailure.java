package dev.understudy.refusal;

/** Why the server does not start, in one line for whoever started it: what, to what, why, what to do. */
public final class StartupFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    public enum Fault {
        /** A file or an option says something that cannot be. */
        CONFIGURATION,
        /** Something that the server needs is away or taken. */
        ENVIRONMENT
    }

    private final Fault fault;

    private StartupFailure(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    public static StartupFailure configuration(String message) {
        return new StartupFailure(Fault.CONFIGURATION, message);
    }

    public static StartupFailure environment(String message) {
        return new StartupFailure(Fault.ENVIRONMENT, message);
    }

    public Fault fault() {
        return fault;
    }
}
