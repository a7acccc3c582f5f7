package dev.understudy.rehearsal;

import dev.understudy.journal.Fidelity;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.rehearsal.PlannedOperation.How;

/** What the journal says of a rehearsed operation, as a plan says it. */
public final class Rehearsed {
    /** How the journal's detail of a read begins whose result the run's own simulated writes changed. */
    public static final String OVERLAID = "with the run's own writes laid over it: ";

    /** How the journal's detail of an operation begins that was done on a twin. */
    public static final String ON_TWIN = "on the twin: ";

    /** The journal's detail of a write that the real system would do, as it said itself. */
    public static final String CHECKED = "checked by the server";

    /** How the journal's detail of a write begins of which the real system was not asked. */
    public static final String NOT_CHECKED = "not checked by the server: ";

    /** How the journal's detail of a write begins that the real system would refuse, in its own words. */
    public static final String REJECTED = "rejected: ";

    private Rehearsed() {}

    static PlannedOperation planned(JournalEntry entry) {
        return new PlannedOperation(
                entry.sequence(),
                entry.operation().step(),
                entry.operation().activityType(),
                entry.operation().action(),
                how(entry),
                entry.detail());
    }

    private static How how(JournalEntry entry) {
        return switch (entry.resolution()) {
            case REHEARSED -> onTwin(entry) ? How.ON_TWIN : How.WOULD_CHANGE;
            case FAILED -> begins(entry, REJECTED) ? How.REJECTED : How.FAILED;
            case DONE -> entry.operation().kind() == Kind.READ ? read(entry) : How.UNKNOWN;
            case OPEN, OBSERVED, NOT_OBSERVED, ABANDONED, INTENT, UNKNOWN, REFUSED -> How.UNKNOWN;
        };
    }

    private static boolean onTwin(JournalEntry entry) {
        return begins(entry, ON_TWIN);
    }

    private static boolean begins(JournalEntry entry, String words) {
        String detail = entry.detail();
        return detail != null && detail.startsWith(words);
    }

    private static How read(JournalEntry entry) {
        if (entry.fidelity() == Fidelity.ASSUMED) {
            return How.ASSUMED;
        }
        if (onTwin(entry)) {
            return How.ON_TWIN;
        }
        String detail = entry.detail();
        return detail != null && detail.startsWith(OVERLAID) ? How.OVERLAID : How.READ;
    }
}
