package dev.understudy.control;

import dev.understudy.journal.JournalEntry;
import java.util.List;

/**
 * What people do to a run that is under way. Every method takes who does it and why, for the audit log; all throw
 * {@code RunRefused} for a run that is not there or has ended. Thread-safe.
 */
public interface Control {
    /** Holds the run before its next operation; what is in flight goes on. */
    void pause(String run, String who, String why);

    /** Lets a paused run go on. */
    void resume(String run, String who, String why);

    /** Ends the run; {@code how} says when. */
    void stop(String run, Stop how, String who, String why);

    /** Stops every live write of every run at once, until {@link #allowLive}. Works without Temporal. */
    void stopAllLive(String who, String why);

    /** Ends {@link #stopAllLive}. */
    void allowLive(String who, String why);

    /** What the run is doing at this moment, by sequence: each operation that has begun and not ended. */
    List<JournalEntry> inFlight(String run);

    /**
     * A person found out whether an operation was done of which nobody knew. If it was, the workflow goes on with the result
     * that the operation simulates; if not, it is done now.
     */
    void settle(String run, long sequence, boolean done, String who, String why);

    /** How a run is stopped. */
    enum Stop {
        /** Its workflow is cancelled; what is in flight is told to end. */
        NOW,
        /** What is in flight ends; nothing new begins. */
        AFTER_THIS_OPERATION
    }
}
