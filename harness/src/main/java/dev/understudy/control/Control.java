package dev.understudy.control;

import dev.understudy.journal.JournalEntry;
import java.util.List;

/**
 * What people do to a run that is under way. Every method that changes something takes who does it and why, for the audit log;
 * all throw {@code RunRefused} for a run that is not there or has ended. What is said of LIVE writes holds from the moment at
 * which a method returned, whether or not Temporal answered: it is in the store, which every worker asks at every write.
 * Thread-safe.
 */
public interface Control {
    /** Holds the run before its next operation; what is in flight goes on. */
    void pause(String run, String who, String why);

    /**
     * Lets a held run go on: ends a pause, accepts what its plan did not show, and goes on in spite of an alert.
     *
     * @throws RuntimeException {@code RunRefused} where something else holds it, or where the workflow was demoted meanwhile
     */
    void resume(String run, String who, String why);

    /** Ends the run; {@code how} says when. */
    void stop(String run, Stop how, String who, String why);

    /** Stops every live write of every run at once, until {@link #allowLive}. Works without Temporal. */
    void stopAllLive(String who, String why);

    /** Ends {@link #stopAllLive}; what it held goes on. */
    void allowLive(String who, String why);

    /** What the run is doing at this moment, by sequence: each operation that has begun and not ended. */
    List<JournalEntry> inFlight(String run);

    /** What holds the run, oldest first. Empty for a run that goes on. */
    List<Hold> holds(String run);

    /** The writes of a run that goes step by step which wait for a person, by sequence. Asks the run's workflows. */
    List<Held> waiting(String run);

    /**
     * Lets one write of a run that goes step by step leave, if it is exactly the one that was shown.
     *
     * @param fingerprint of the action that was shown; see {@link Held#fingerprint()}
     * @throws RuntimeException {@code RunRefused} where another action waits under this number, or none
     */
    void approve(String run, long sequence, String fingerprint, String who);

    /**
     * A person found out whether an operation was done of which nobody knew. If it was, the workflow goes on with the result
     * that the operation simulates; if not, it is done now.
     */
    void settle(String run, long sequence, boolean done, String who, String why);

    /** How a run is stopped. */
    enum Stop {
        /** Its workflow is cancelled; what is in flight is told to end, and nothing begins any more. */
        NOW,
        /** What is in flight ends; nothing new begins. */
        AFTER_THIS_OPERATION,
        /** Its workflow is cancelled, and may undo what it did as its author wrote it. */
        WITH_COMPENSATION
    }
}
