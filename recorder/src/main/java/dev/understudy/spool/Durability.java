package dev.understudy.spool;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;

/** What must have happened to an event when {@link Spool#append} returns. */
enum Durability {
    /** It is with the operating system: it survives the death of the recorder, not that of the machine. */
    WRITTEN,
    /** It is on the disk, and so is all before it. */
    FORCED;

    /** One synchronisation for each command, whatever number of programs it started. */
    static Durability of(SessionEvent event) {
        boolean forced = event instanceof CommandFinished
                || event instanceof SessionStarted
                || event instanceof CommitmentReceived
                || event instanceof SessionEnded;
        return forced ? FORCED : WRITTEN;
    }
}
