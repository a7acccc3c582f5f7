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
            case FAILED -> How.FAILED;
            case DONE -> entry.operation().kind() == Kind.READ ? read(entry) : How.UNKNOWN;
            case OPEN, OBSERVED, NOT_OBSERVED, ABANDONED, INTENT, UNKNOWN, REFUSED -> How.UNKNOWN;
        };
    }

    private static boolean onTwin(JournalEntry entry) {
        String detail = entry.detail();
        return detail != null && detail.startsWith(ON_TWIN);
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
