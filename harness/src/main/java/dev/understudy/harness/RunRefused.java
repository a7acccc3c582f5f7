package dev.understudy.harness;

/** A run, or an act upon a run, that cannot be. The message is for people: what, why, and what to do. */
public final class RunRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Why a run is refused; says whose matter it is. */
    public enum Reason {
        /** No workflow automates this runbook. */
        NO_WORKFLOW,
        /** The configuration names no such target. */
        UNKNOWN_TARGET,
        /** A parameter that the workflow needs is missing or empty. */
        MISSING_PARAMETER,
        /** LIVE was asked for, and this workflow is not promoted at this fingerprint. */
        NOT_PROMOTED,
        /** All live runs are stopped. */
        ALL_LIVE_STOPPED,
        /** There is a run of this name which is something else. */
        NAME_TAKEN,
        /** There is no such run, or it has ended. */
        NO_SUCH_RUN,
        /** The operation waiting for approval is another than the one that was shown. */
        CHANGED_SINCE_SHOWN,
        /** This Temporal has no schedules: it is the in-process one. */
        NO_SCHEDULES,
        /** There is no such schedule. */
        NO_SUCH_SCHEDULE,
        /** Temporal does not take the schedule as it was asked for. */
        BAD_SCHEDULE,
        /** The rehearsal before a live run did not go to its end, or the plan that was named is of another run. */
        NO_PLAN,
        /** Something holds the run that resuming does not end. */
        HELD,
        /** Temporal does not answer. */
        TEMPORAL_AWAY
    }

    private final Reason reason;

    public RunRefused(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public RunRefused(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
