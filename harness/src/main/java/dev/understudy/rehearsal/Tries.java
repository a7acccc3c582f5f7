package dev.understudy.rehearsal;

import dev.understudy.operation.WriteOperation;
import java.util.Optional;

/**
 * Activities that can ask the real system what it would say to a write, while nothing is done: its validation, its admission,
 * its quotas. Asked in a rehearsal, on the thread of the activity.
 */
public interface Tries {
    /**
     * Asks for one write.
     *
     * @return why nobody was asked, in one line for people; empty where the system would do it
     * @throws io.temporal.failure.ApplicationFailure as in life, where the system would refuse it
     */
    Optional<String> tried(WriteOperation<?> write);
}
